// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "program.h"
#include "stricttest.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <map>
#include <random>
#include <set>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int timeout = 60'000;

/// What a stream held: identities by sequence, in the order in which they came.
using Streams = std::map<QString, std::vector<std::pair<quint64, QString>>>;

void add(Streams &streams, const QByteArray &line)
{
    const auto event = QJsonDocument::fromJson(line).object();
    const auto sequence = event.value(u"sequence"_s).toString().toULongLong();
    if (sequence > 0)
        streams[event.value(u"stream"_s).toString()].emplace_back(
            sequence, event.value(u"source"_s).toString() + u' ' + event.value(u"id"_s).toString());
}

/// What the server says it sent, from its history file.
Streams readHistory(const QString &path)
{
    Streams streams;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the history cannot be read");
    while (!file.atEnd())
        add(streams, file.readLine());
    return streams;
}

std::size_t count(const Streams &streams)
{
    std::size_t events = 0;
    for (const auto &[name, stream] : streams)
        events += stream.size();
    return events;
}

} // namespace

/// Whatever is killed, and whenever: every event that was sent is journalled once, in its order.
class TestExactlyOnce : public StrictTest
{
    Q_OBJECT

private:
    Program m_program;
    std::mt19937 m_random{20260301};
    QUrl m_url;

    QString history() const { return m_program.path(u"history.jsonl"_s); }

    void startServer(QProcess &server)
    {
        m_program.start(server,
                        {u"demo-server"_s, u"--port"_s, QString::number(m_url.port(0)), u"--seed"_s, u"3"_s,
                         u"--rate"_s, u"3000"_s, u"--history"_s, history()});
        QTRY_VERIFY_WITH_TIMEOUT(server.canReadLine(), timeout);
        m_url = QUrl(QString::fromUtf8(server.readLine().trimmed()));
        QVERIFY2(m_url.port() > 0, server.readAllStandardError().constData());
        m_program.writeFeed(u"demo"_s, m_url.toString());
    }

    void startClient(QProcess &client, const QStringList &options = {})
    {
        m_program.start(client, QStringList{u"tail"_s, u"--json"_s} + options + m_program.folders());
    }

    /// Waits until some hundred events more came out of `client`.
    void letRun(QProcess &client)
    {
        auto wanted = std::uniform_int_distribution<qsizetype>(1, 1500)(m_random);
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                while (wanted > 0 && client.canReadLine()) {
                    client.readLine();
                    --wanted;
                }
                return wanted == 0;
            }(),
            timeout);
    }

    static void killNow(QProcess &process)
    {
        process.kill(); // SIGKILL
        QVERIFY(process.waitForFinished());
    }

    /// The journal from its start, until it holds all that the server has by now.
    void compareJournalWithHistory()
    {
        const auto sent = readHistory(history());
        QVERIFY(count(sent) > 1000);
        Streams journalled;
        std::size_t missing = count(sent);
        QProcess client;
        startClient(client, {u"--from-start"_s});
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                while (client.canReadLine())
                    add(journalled, client.readLine());
                missing = 0;
                for (const auto &[name, stream] : sent) {
                    const auto &got = journalled[name];
                    if (got.empty() || got.back().first < stream.back().first)
                        ++missing;
                }
                return missing == 0;
            }(),
            timeout);
        killNow(client);

        for (const auto &[name, stream] : journalled) {
            std::set<QString> identities;
            for (std::size_t i = 0; i < stream.size(); ++i) {
                QVERIFY2(stream[i].first == i + 1,
                         qPrintable(u"%1: event %2 has sequence %3"_s.arg(name).arg(i + 1).arg(stream[i].first)));
                QVERIFY2(identities.insert(stream[i].second).second,
                         qPrintable(name + u": twice: "_s + stream[i].second));
            }
        }
        for (const auto &[name, stream] : sent) {
            for (const auto &[sequence, identity] : stream)
                QCOMPARE(journalled[name].at(sequence - 1).second, identity);
        }
    }

private Q_SLOTS:
    void init()
    {
        beStrict();
        QFile::remove(history());
        QDir(m_program.path(u"data"_s)).removeRecursively();
    }

    void killedClient()
    {
        QProcess server;
        startServer(server);
        for (int round = 0; round < 10; ++round) {
            QProcess client;
            startClient(client);
            letRun(client);
            killNow(client);
        }
        compareJournalWithHistory();
        killNow(server);
    }

    /// The window as people have it, with a `tail` beside it that shows how far it is; at times the server is killed as well.
    void killedWindow()
    {
        auto server = std::make_unique<QProcess>();
        startServer(*server);
        for (int round = 0; round < 6; ++round) {
            QProcess window;
            m_program.start(window, QStringList{u"--vitals"_s} + m_program.folders());
            QTRY_VERIFY_WITH_TIMEOUT(window.canReadLine(), timeout); // it has the journal, and is shown
            QProcess beside;
            startClient(beside);
            letRun(beside);
            if (round % 2 == 1) {
                killNow(*server);
                server = std::make_unique<QProcess>();
                startServer(*server);
            }
            killNow(window);
            killNow(beside);
        }
        compareJournalWithHistory();
        killNow(*server);
    }

    void killedServer()
    {
        QProcess client;
        auto server = std::make_unique<QProcess>();
        startServer(*server);
        startClient(client);
        for (int round = 0; round < 5; ++round) {
            letRun(client);
            killNow(*server);
            server = std::make_unique<QProcess>();
            startServer(*server);
        }
        letRun(client);
        killNow(client);
        compareJournalWithHistory();
        killNow(*server);
    }
};

QTEST_GUILESS_MAIN(TestExactlyOnce)

#include "tst_exactlyonce.moc"
