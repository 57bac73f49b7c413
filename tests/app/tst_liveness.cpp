// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demoprogram.h"
#include "instanceclient.h"
#include "instanceprotocol.h"
#include "stricttest.h"
#include "systembus.h"

#include <QDateTime>
#include <QDirIterator>
#include <QJsonArray>

#include <csignal>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A server process and a `bellboard tail` on it, each the real program.
class Pair
{
public:
    ~Pair()
    {
        ::kill(static_cast<pid_t>(server.processId()), SIGCONT);
        for (auto *process : {&tail, &server}) {
            process->terminate();
            process->waitForFinished();
        }
    }

    void start(const std::function<void(QProcessEnvironment &)> &forTail = {})
    {
        qputenv("XDG_RUNTIME_DIR", program.path(u"runtime"_s).toUtf8()); // where the tail is to be found
        serve(server, program);
        const auto before = program.environment;
        if (forTail)
            forTail(program.environment);
        tail.setStandardOutputFile(QProcess::nullDevice());
        program.start(tail, QStringList{u"tail"_s} + program.folders());
        program.environment = before;
        QTRY_VERIFY_WITH_TIMEOUT(feed().value("live"_L1).toBool(), 20'000);
    }

    /// What the tail tells of the one feed; `bellboard status` would wait until it is settled.
    QJsonObject feed() const
    {
        const auto answer = askInstance(program.path(u"data"_s), InstanceProtocol::request(InstanceProtocol::status));
        return answer ? answer->value("feeds"_L1).toArray().first().toObject() : QJsonObject();
    }
    /// The newest of what happened to it where `key` reads `value`; empty when nothing did.
    QJsonObject transition(const QString &key, const QString &value) const
    {
        const auto history = feed().value("history"_L1).toArray();
        for (auto i = history.size(); i-- > 0;) {
            if (history[i].toObject().value(key).toString() == value)
                return history[i].toObject();
        }
        return {};
    }

    void signalServer(int signal) const { QCOMPARE(::kill(static_cast<pid_t>(server.processId()), signal), 0); }

    Program program;
    QProcess server;
    QProcess tail;
};

QDateTime timeOf(const QJsonObject &transition)
{
    return QDateTime::fromString(transition.value("at"_L1).toString(), Qt::ISODateWithMs);
}

QString fakeTimeLibrary()
{
    QDirIterator folders(u"/usr/lib"_s, {u"libfaketime.so.1"_s}, QDir::Files, QDirIterator::Subdirectories);
    return folders.hasNext() ? folders.next() : QString();
}

} // namespace

/// Servers that are stopped but not gone: their computers still take what is sent, and nobody reads it.
class TestLiveness : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// With nothing but the defaults, within 25 s: 20 s of silence, and 4.5 s for the answer to a ping.
    void aStoppedServerIsFound()
    {
        Pair pair;
        pair.start();
        QTRY_VERIFY(pair.feed().contains("round_trip_ms"_L1));
        const auto stopped = QDateTime::currentDateTimeUtc();
        pair.signalServer(SIGSTOP);
        QJsonObject found;
        QTRY_VERIFY_WITH_TIMEOUT(!(found = pair.transition(u"error"_s, u"HeartbeatMissed"_s)).isEmpty(), 40'000);
        const auto took = stopped.msecsTo(timeOf(found));
        qInfo("found after %lld ms", took);
        QVERIFY2(took <= 25'000, qPrintable(QString::number(took)));
        pair.signalServer(SIGCONT);
        QTRY_VERIFY_WITH_TIMEOUT(pair.feed().value("live"_L1).toBool(), 30'000);
    }

    /// The computer wakes, and says so: within 3 s.
    void aStoppedServerIsFoundAfterSleep()
    {
        SystemBus bus;
        bus.start();
        bus.pretend(u"logind"_s, u"org.freedesktop.login1"_s);
        Pair pair;
        pair.start([&](QProcessEnvironment &environment) {
            environment.insert(u"DBUS_SYSTEM_BUS_ADDRESS"_s, QString::fromUtf8(bus.address()));
        });
        pair.signalServer(SIGSTOP);
        SystemBus::prepareForSleep(true);
        SystemBus::prepareForSleep(false);
        QJsonObject found;
        QTRY_VERIFY_WITH_TIMEOUT(!(found = pair.transition(u"error"_s, u"HeartbeatMissed"_s)).isEmpty(), 20'000);
        const auto hint = pair.transition(u"hint"_s, u"Woke"_s);
        QCOMPARE(hint.value("event"_L1).toString(), u"TroubleHinted"_s);
        const auto took = timeOf(hint).msecsTo(timeOf(found));
        qInfo("found %lld ms after waking", took);
        QVERIFY2(took <= 3'000, qPrintable(QString::number(took)));
        pair.signalServer(SIGCONT);
        QTRY_VERIFY_WITH_TIMEOUT(pair.feed().value("live"_L1).toBool(), 30'000);
    }

    /// The computer wakes, and nobody says so: the wall clock went on while the monotonic one stood. The server answers.
    void aClockThatJumpsIsAReasonToAsk()
    {
        const auto library = fakeTimeLibrary();
        QVERIFY2(!library.isEmpty(), "libfaketime is not installed");
        Pair pair;
        const auto offset = pair.program.write(u"offset"_s, "+0\n");
        pair.start([&](QProcessEnvironment &environment) {
            environment.insert(u"LD_PRELOAD"_s, library);
            environment.insert(u"FAKETIME_TIMESTAMP_FILE"_s, offset);
            environment.insert(u"FAKETIME_NO_CACHE"_s, u"1"_s);
            environment.insert(u"FAKETIME_DONT_FAKE_MONOTONIC"_s, u"1"_s);
            environment.insert(u"DONT_FAKE_MONOTONIC"_s, u"1"_s);
        });
        QVERIFY(pair.transition(u"hint"_s, u"ClockJumped"_s).isEmpty());
        pair.program.write(u"offset"_s, "+3600\n");
        QJsonObject hint;
        QTRY_VERIFY_WITH_TIMEOUT(!(hint = pair.transition(u"hint"_s, u"ClockJumped"_s)).isEmpty(), 20'000);
        QCOMPARE(hint.value("to"_L1).toString(), u"Not responding"_s);
        QTRY_VERIFY(pair.feed().value("live"_L1).toBool());
        QVERIFY(pair.transition(u"error"_s, u"HeartbeatMissed"_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLiveness)
#include "tst_liveness.moc"
