// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "round.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr int startDeadline = 30'000;
constexpr int liveDeadline = 30'000;
/// A fault whose byte does not come is given up.
constexpr int faultDeadline = 15'000;
constexpr int askAgain = 1'000;
constexpr int catchUpDeadline = 60'000;

} // namespace

Round::Round(RoundOptions options) : m_options(std::move(options)), m_proxy(m_options.plan.seed)
{
    connect(&m_server, &Child::lineRead, this, &Round::takeServerLine);
    connect(&m_reader, &Child::lineRead, this, &Round::takeReaderLine);
}

QJsonObject Round::play()
{
    if (!m_proxy.listen())
        qFatal("the proxy cannot listen");
    startServer();
    if (m_options.plan.tls) {
        m_front = std::make_unique<TlsFront>(m_options.certificates);
        if (!m_front->listen())
            qFatal("the TLS front cannot listen");
        m_front->setUpstream(m_serverPort);
    }
    m_proxy.setUpstream(m_front ? m_front->port() : m_serverPort);
    if (m_options.plan.packets)
        m_filter.emplace(m_proxy.port());
    startReader();

    QMap<QString, int> done;
    int count = 0;
    QElapsedTimer clock;
    clock.start();
    QStringList troubles;
    for (const auto &fault : planOf(m_options.plan)) {
        pause(fault.before);
        if (fault.settled && !waitUntil([this] { return isLive(); }, liveDeadline))
            troubles.append(u"not live before: "_s + nameOf(fault));
        auto played = fault;
        if (!carryOut(fault)) {
            troubles.append(u"a cut in place of "_s + nameOf(fault) + u", whose moment did not come; the reader is "_s
                            + QString::fromLatin1(m_state));
            played = {};
            waitUntil([this] { return isLive(); }, liveDeadline);
            if (!carryOut(played))
                continue;
        }
        ++done[nameOf(played)];
        ++count;
    }
    const auto elapsed = clock.elapsed();
    const auto during = [&] {
        const auto sent = readHistory(m_options.folder + u"/history.jsonl"_s);
        qint64 events = 0;
        for (const auto &[stream, list] : sent)
            events += static_cast<qint64>(list.size());
        return events;
    }();
    const bool settled = settle();
    auto verdict = judge();
    if (!settled)
        verdict.details.prepend(u"the reader did not catch up, and what is behind counts as lost; it is "_s
                                + QString::fromLatin1(m_state));
    // Without TLS a changed byte may turn the reason of a close into one that is final.
    if (m_front && m_asked > 0)
        verdict.complain(u"a person was asked for %1 times, though nothing was wrong for good"_s.arg(m_asked));

    QJsonObject kinds;
    for (auto kind = done.begin(); kind != done.end(); ++kind)
        kinds.insert(kind.key(), kind.value());
    return {{u"seed"_s, qint64(m_options.plan.seed)},
            {u"faults"_s, count},
            {u"kinds"_s, kinds},
            {u"milliseconds"_s, elapsed},
            {u"during"_s, during},
            {u"events"_s, qint64(verdict.events)},
            {u"lost"_s, qint64(verdict.lost)},
            {u"duplicated"_s, qint64(verdict.duplicated)},
            {u"reordered"_s, qint64(verdict.reordered)},
            {u"silentGaps"_s, qint64(verdict.silentGaps)},
            {u"invented"_s, qint64(verdict.invented)},
            {u"connections"_s, m_proxy.connections()},
            {u"problems"_s, m_problems},
            {u"asked"_s, m_asked},
            {u"quarantined"_s, qint64(m_quarantined)},
            {u"clean"_s, settled && verdict.isClean() && verdict.details.isEmpty()},
            {u"troubles"_s, QJsonArray::fromStringList(troubles)},
            {u"details"_s, QJsonArray::fromStringList(verdict.details)}};
}

void Round::startServer()
{
    m_serverReady = false;
    const auto rate = std::max(100, m_options.events * 3 / std::max(1, m_options.plan.faults));
    m_server.start({u"serve"_s, QString::number(m_serverPort), QString::number(m_options.plan.seed),
                    QString::number(rate), m_options.folder + u"/history.jsonl"_s});
    if (!waitUntil([this] { return m_serverReady; }, startDeadline))
        qFatal("the server does not start");
}

void Round::startReader()
{
    m_state.clear();
    m_offsets.clear();
    const auto scheme = m_front ? u"wss"_s : u"ws"_s;
    m_reader.start({u"read"_s, m_options.folder + u"/data"_s, u"%1://127.0.0.1:%2"_s.arg(scheme).arg(m_proxy.port()),
                    m_options.certificates});
}

void Round::takeServerLine(const QByteArray &line)
{
    const auto words = line.split(' ');
    if (words.first() == "ready") {
        m_serverPort = words.value(1).toUShort();
        m_serverReady = true;
    } else if (words.first() == "finished") {
        for (const auto &word : words.mid(1))
            m_ends[word.left(word.indexOf('='))] = word.mid(word.indexOf('=') + 1).toULongLong();
    } else {
        qFatal("server: %s", line.constData());
    }
}

void Round::takeReaderLine(const QByteArray &line)
{
    const auto words = line.split(' ');
    if (words.first() == "status") {
        m_state = words.value(1);
        for (const auto &word : words.mid(2))
            m_offsets[word.left(word.indexOf('='))] = word.mid(word.indexOf('=') + 1).toULongLong();
        m_quarantined = m_offsets.value("quarantined");
        // What needs a person gets one, and is counted.
        if (m_state == "Rejected" || m_state == "SignInRequired") {
            ++m_asked;
            m_reader.say("retry");
        }
    } else if (words.first() == "problem") {
        m_problems += words.size() > 1 && !words.at(1).isEmpty() ? 1 : 0;
    } else if (words.first() == "shown") {
        m_shown = true;
    } else {
        qFatal("reader: %s", line.constData());
    }
}

bool Round::carryOut(const Fault &fault)
{
    switch (fault.kind) {
    case Fault::Kind::Wire:
        return carryOutOnWire(fault.wire);
    case Fault::Kind::KillReader:
        m_reader.kill();
        startReader();
        return true;
    case Fault::Kind::KillServer:
        m_server.kill();
        startServer();
        return true;
    case Fault::Kind::FreezeReader:
    case Fault::Kind::FreezeServer: {
        auto &child = fault.kind == Fault::Kind::FreezeReader ? m_reader : m_server;
        child.setFrozen(true);
        pause(fault.amount);
        child.setFrozen(false);
        return true;
    }
    case Fault::Kind::Disk:
        return disk(fault);
    case Fault::Kind::ServerCloses:
        m_server.say("close " + QByteArray::number(fault.amount));
        return true;
    case Fault::Kind::ServerDrains:
        m_server.say("drain " + QByteArray::number(fault.amount));
        return true;
    case Fault::Kind::DropPackets:
    case Fault::Kind::LosePackets:
    case Fault::Kind::RejectPackets:
        return packets(fault);
    }
    Q_UNREACHABLE();
}

bool Round::carryOutOnWire(const WireFault &fault)
{
    // A connection that ends before the byte comes is replaced by another one, and the fault waits for it there.
    for (int tries = 0; tries < 5; ++tries) {
        bool happened = false;
        const auto listening = connect(&m_proxy, &FaultProxy::over, this, [&](bool so) { happened = so; });
        m_proxy.arm(fault);
        const auto connections = m_proxy.connections();
        bool over = false;
        for (int waited = 0; !over && waited < faultDeadline; waited += askAgain) {
            // What waits for a new connection gets one; nobody may have been there to be sent away.
            if (fault.onNext && m_proxy.connections() == connections)
                m_server.say("close 0");
            over = waitUntil([this] { return m_proxy.isIdle(); }, askAgain);
        }
        disconnect(listening);
        if (over && happened)
            return true;
        if (!over) {
            m_proxy.giveUp();
            return false;
        }
    }
    return false;
}

bool Round::disk(const Fault &fault)
{
    // It is done when the reader has said that it cannot write: only then a write has failed.
    const auto before = m_problems;
    m_reader.say("disk " + QByteArray::number(fault.extra) + ' ' + QByteArray::number(fault.amount));
    pause(fault.amount);
    if (m_problems > before)
        return true;
    // Nothing was to be written, or it had room: now nothing has.
    bool noticed = false;
    for (int waited = 0; !noticed && waited < faultDeadline; waited += askAgain) {
        m_reader.say("disk 0 500");
        noticed = waitUntil([&] { return m_problems > before; }, askAgain);
    }
    return noticed;
}

bool Round::packets(const Fault &fault)
{
    const bool done = fault.kind == Fault::Kind::RejectPackets
        ? m_filter->reject()
        : m_filter->drop(fault.kind == Fault::Kind::DropPackets ? 100 : static_cast<int>(fault.extra));
    pause(fault.amount);
    return m_filter->clear() && done;
}

void Round::pause(qint64 milliseconds)
{
    waitUntil([] { return false; }, static_cast<int>(milliseconds));
}

bool Round::settle()
{
    m_server.say("finish " + QByteArray::number(m_options.events));
    return waitUntil(
        [this] {
            if (m_ends.isEmpty() || !isLive())
                return false;
            for (auto end = m_ends.begin(); end != m_ends.end(); ++end) {
                if (m_offsets.value(end.key()) != end.value())
                    return false;
            }
            return true;
        },
        catchUpDeadline);
}

Verdict Round::judge()
{
    const auto now = QDateTime::currentMSecsSinceEpoch();
    const auto shown = m_options.folder + u"/shown.txt"_s;
    m_reader.say("show " + shown.toUtf8() + ' ' + QByteArray::number(now));
    const bool wasShown = waitUntil([this] { return m_shown; }, startDeadline);
    m_reader.kill();
    m_server.kill();
    const auto sent = readHistory(m_options.folder + u"/history.jsonl"_s);
    auto verdict = compare(sent, readJournal(m_options.folder + u"/data"_s));
    QFile file(shown);
    if (!wasShown || !file.open(QIODevice::ReadOnly)) {
        verdict.complain(u"the reader does not say what its boards show"_s);
        return verdict;
    }
    const auto expected = pictureOf(sent, Timestamp{std::chrono::milliseconds(now)}).split('\n');
    const auto seen = file.readAll().split('\n');
    for (qsizetype i = 0; i < std::max(expected.size(), seen.size()); ++i) {
        if (expected.value(i) != seen.value(i))
            verdict.complain(u"a board shows \"%1\" instead of \"%2\""_s.arg(
                QString::fromUtf8(seen.value(i).left(300)), QString::fromUtf8(expected.value(i).left(300))));
    }
    return verdict;
}

} // namespace Bellboard
