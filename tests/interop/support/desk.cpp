// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desk.h"

#include "event/eventjson.h"
#include "feed/feedsfile.h"
#include "webtoken.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QUuid>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// As the program is, but in more of a hurry to come back, so that many restarts fit into a minute.
Connection::Settings hastySettings()
{
    Connection::Settings settings;
    settings.backoff.base = 50ms;
    settings.backoff.cap = 500ms;
    settings.backoff.floor = 20ms;
    settings.backoff.lossWindow = 100ms;
    settings.backoff.restartWindow = 200ms;
    settings.backoff.stableAfter = 2s;
    settings.ladder = {1s, 4s};
    return settings;
}

/// The message; of one of Socket.IO its event and its payload.
QJsonObject objectOf(const QByteArray &json)
{
    const auto document = QJsonDocument::fromJson(json);
    if (!document.isArray())
        return document.object();
    return {{u"event"_s, document.array().at(0)}, {u"payload"_s, document.array().at(1)}};
}

QJsonObject objectOf(std::string_view json)
{
    return objectOf(QByteArray(json.data(), static_cast<qsizetype>(json.size())));
}

} // namespace

QJsonObject JournalContent::dataOf(const QString &subject) const
{
    const auto found = std::find_if(decoded.crbegin(), decoded.crend(), [&subject](const QJsonObject &event) {
        return event.value("subject"_L1).toString() == subject;
    });
    return found == decoded.crend() ? QJsonObject() : found->value("data"_L1).toObject();
}

Desk::Desk(QString name, const QString &url, const QString &profile, const QString &feed)
    : connection(hastySettings())
    , m_name(std::move(name))
    , m_feedsFile(
          u"[[feed]]\nname = \"%1\"\nurl = \"%2\"\nprofile = \"%3\"\n%4\n"_s.arg(m_name, url, profile, feed).toUtf8())
{ }

QString Desk::write(const QString &name, const QByteArray &content) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s cannot be written", qPrintable(file.fileName()));
    return file.fileName();
}

void Desk::keepToken(const QByteArray &token)
{
    std::optional<SecretError> answer;
    m_secrets.write(m_name, token, [&answer](SecretError error) { answer = error; });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000) || *answer != SecretError::None)
        qFatal("the keychain does not take the token");
}

Engine::Options Desk::options(bool connects)
{
    const auto file = FeedsFile::read(write(u"feeds.toml"_s, m_feedsFile));
    for (const auto &problem : file.problems)
        qFatal("%s", qPrintable(problem.text()));
    Engine::Options options;
    options.dataFolder = m_folder.filePath(u"data"_s);
    options.feeds = file.feeds;
    options.secrets = &m_secrets;
    options.connection = connection;
    options.connectFeeds = connects;
    return options;
}

void Desk::open()
{
    close();
    status = {};
    m_engine = std::make_unique<Engine>(options(true));
    connect(m_engine.get(), &Engine::batchReady, this, [this](const EventBatchPtr &batch) {
        ++batches;
        m_engine->consumed(batch);
    });
    connect(m_engine.get(), &Engine::statusChanged, this, [this](const FeedStatus &now) { status = now; });
    connect(m_engine.get(), &Engine::commandProgressed, this,
            [this](const CommandProgress &progress) { commands.append(progress); });
    connect(m_engine.get(), &Engine::typed, this, [this](const Typing &typing) { typings.append(typing); });
    if (const auto started = m_engine->start(); !started)
        qFatal("%s", qPrintable(started.error().text));
}

void Desk::openBriefly(const QByteArray &secret)
{
    for (const auto life : {5s, 10s, 15s}) {
        const auto token = webToken(secret, m_name, life);
        const auto end = QDateTime::currentDateTime().addDuration(life);
        keepToken(token);
        open();
        const bool isJudged = QTest::qWaitFor(
            [this] { return welcomes() > 0 || status.state == ConnectionState::SignInRequired; }, 30'000);
        if (!isJudged || welcomes() > 0 || QDateTime::currentDateTime() < end)
            return;
    }
}

void Desk::close()
{
    m_engine.reset();
}

JournalContent Desk::journal()
{
    close();
    JournalContent content;
    bool finished = false;
    Engine engine(options(false));
    connect(&engine, &Engine::batchReady, &engine, [&](const EventBatchPtr &batch) {
        for (const auto &event : batch->events) {
            if (const auto *gap = std::get_if<GapData>(&event.data)) {
                content.gaps.append(u"%1 %2-%3"_s.arg(QString::fromUtf8(gap->stream)).arg(gap->from).arg(gap->to));
            } else if (std::holds_alternative<RepairData>(event.data)) {
                ++content.repairs;
            } else {
                content.events.append(objectOf(event.raw));
                content.decoded.append(objectOf(toCloudEventJson(event, "desk")));
            }
        }
        engine.consumed(batch);
    });
    connect(&engine, &Engine::messagesQuarantined, &engine, [&content](const QList<QuarantineEntry> &entries) {
        for (const auto &entry : entries) {
            content.quarantined.append(objectOf(entry.preview));
            content.reasons.append(entry.reason);
        }
    });
    connect(&engine, &Engine::replayFinished, &engine, [&finished] { finished = true; });
    if (const auto started = engine.start(); !started)
        qFatal("%s", qPrintable(started.error().text));
    if (!QTest::qWaitFor([&finished] { return finished; }, 30'000))
        qFatal("the journal cannot be read back");
    return content;
}

quint64 Desk::offset(const QString &stream) const
{
    const auto found = std::ranges::find(status.streams, stream, &StreamStatus::name);
    return found == status.streams.end() ? 0 : found->offset;
}

QString Desk::order(const QString &name, const QString &subject, const QString &text, const QString &owner,
                    const QString &base)
{
    Command command;
    command.key = QUuid::createUuid().toString(QUuid::WithoutBraces);
    command.name = name;
    command.kind = name == u"message" ? u"conversation"_s : u"alert"_s;
    command.subject = subject;
    command.text = text;
    command.owner = owner;
    command.base = base;
    m_engine->sendCommand(command);
    return command.key;
}

std::optional<CommandPhase> Desk::phaseOf(const QString &key) const
{
    std::optional<CommandPhase> phase;
    for (const auto &progress : commands) {
        if (progress.command.key == key)
            phase = progress.phase;
    }
    return phase;
}

int Desk::welcomes() const
{
    return static_cast<int>(
        std::ranges::count(status.history, ConnectionEvent::Welcomed, &ConnectionTransition::event));
}

} // namespace Bellboard
