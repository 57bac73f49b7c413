// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "instanceclient.h"
#include "program.h"
#include "singleinstance.h"
#include "stricttest.h"

#include <QEventLoop>
#include <QSignalSpy>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <latch>
#include <memory>
#include <optional>
#include <vector>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

class TestSingleInstance : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_RUNTIME_DIR", m_program.path(u"runtime"_s).toLocal8Bit());
        QDir().mkpath(m_program.path(u"a"_s));
        QDir().mkpath(m_program.path(u"b"_s));
    }

    void foldersMeetApart()
    {
        const SingleInstance a(m_program.path(u"a"_s));
        const SingleInstance again(m_program.path(u"b/../a"_s));
        const SingleInstance b(m_program.path(u"b"_s));
        QCOMPARE(a.name(), again.name());
        QVERIFY(a.name() != b.name());
    }

#ifdef Q_OS_UNIX
    void onlyThisUserCanEnter()
    {
        SingleInstance instance(m_program.path(u"a"_s));
        QCOMPARE(instance.claim({}), SingleInstance::Claim::First);
        const QFileInfo folder(QFileInfo(instance.name()).absolutePath());
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
        QVERIFY(!(folder.permissions() & others));
    }

    void aStaleSocketIsRecovered()
    {
        SingleInstance instance(m_program.path(u"a"_s));
        {
            // What a killed process leaves: a socket that nobody listens on.
            QProcess killed;
            m_program.start(killed, {u"--demo"_s, u"--data"_s, m_program.path(u"a"_s)});
            QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(instance.name()), 20'000);
            killed.kill();
            QVERIFY(killed.waitForFinished());
        }
        QVERIFY(QFileInfo::exists(instance.name()));
        QCOMPARE(instance.claim({}), SingleInstance::Claim::First);
    }
#endif

    void answersWhatItKnows()
    {
        const auto folder = m_program.path(u"d"_s);
        QDir().mkpath(folder);
        QVERIFY(!ask(folder, InstanceProtocol::request(u"status"_s)).answer);
        InstanceServer server(folder);
        server.answer(u"status"_s, [](const QJsonObject &request) {
            return QJsonObject{{u"asked"_s, request.value(u"ask"_s)}, {u"long"_s, QString(200'000, u'x')}};
        });
        QVERIFY(server.listen() == SoleServer::Outcome::Listening);
        const auto known = ask(folder, InstanceProtocol::request(u"status"_s));
        QVERIFY(known.answer);
        QCOMPARE(known.answer->value(u"asked"_s).toString(), u"status"_s);
        QCOMPARE(known.answer->value(u"long"_s).toString().size(), 200'000);
        const auto unknown = ask(folder, InstanceProtocol::request(u"the time"_s));
        QVERIFY(unknown.answer);
        QVERIFY(!InstanceProtocol::refusalIn(*unknown.answer).isEmpty());
    }

    void requestsAreBounded_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("too long") << QByteArray(InstanceProtocol::longestRequest + 1, 'x');
        QTest::addRow("nothing") << QByteArray();
        QTest::addRow("half a line") << QByteArray("{\"ask\":");
        QTest::addRow("more than one") << QByteArray("{\"ask\":\"watch\"}\n{\"ask\":\"watch\"}\n");
    }
    void requestsAreBounded()
    {
        QFETCH(QByteArray, bytes);
        const auto folder = m_program.path(u"e"_s);
        QDir().mkpath(folder);
        InstanceServer server(folder);
        QVERIFY(server.listen() == SoleServer::Outcome::Listening);
        QLocalSocket socket;
        socket.connectToServer(server.name());
        QTRY_COMPARE(socket.state(), QLocalSocket::ConnectedState);
        socket.write(bytes);
        QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QLocalSocket::UnconnectedState, 20'000);
    }

    void thereAreOnlySoManyAtOnce()
    {
        const auto folder = m_program.path(u"f"_s);
        QDir().mkpath(folder);
        InstanceServer server(folder);
        QVERIFY(server.listen() == SoleServer::Outcome::Listening);
        std::vector<std::unique_ptr<InstanceWatch>> watches;
        int ended = 0;
        for (int i = 0; i < 80; ++i) {
            auto &watch = watches.emplace_back(std::make_unique<InstanceWatch>(folder));
            connect(watch.get(), &InstanceWatch::ended, this, [&ended] { ++ended; });
            QVERIFY(watch->start());
            QCoreApplication::processEvents();
        }
        QTRY_VERIFY(ended >= 16);
    }

    void aWatchSeesTheEndAndTheNext()
    {
        const auto folder = m_program.path(u"g"_s);
        QDir().mkpath(folder);
        InstanceWatch watch(folder);
        QVERIFY(!watch.start());
        auto server = std::make_unique<InstanceServer>(folder);
        QVERIFY(server->listen() == SoleServer::Outcome::Listening);
        QVERIFY(watch.start());
        QSignalSpy ended(&watch, &InstanceWatch::ended);
        QSignalSpy begun(&watch, &InstanceWatch::begun);
        server.reset();
        QTRY_COMPARE(ended.size(), 1);
        server = std::make_unique<InstanceServer>(folder);
        QVERIFY(server->listen() == SoleServer::Outcome::Listening);
        QTRY_COMPARE(begun.size(), 1);
        server.reset();
        QTRY_COMPARE(ended.size(), 2);
    }

    /// Somebody is there, but says nothing, too much, or something else.
    void strangeAnswers_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("error");
        QTest::addRow("silence") << QByteArray() << static_cast<int>(NoAnswer::Silent);
        QTest::addRow("half an answer") << QByteArray("{\"a\"") << static_cast<int>(NoAnswer::Silent);
        QTest::addRow("words") << QByteArray("ok\n") << static_cast<int>(NoAnswer::Garbled);
        QTest::addRow("without end") << QByteArray(InstanceProtocol::longestAnswer + 2, 'x')
                                     << static_cast<int>(NoAnswer::Garbled);
    }
    void strangeAnswers()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, error);
        const auto folder = m_program.path(u"h"_s);
        QDir().mkpath(folder);
        QLocalServer strange;
        QLocalServer::removeServer(InstanceProtocol::socketName(folder));
        QVERIFY(strange.listen(InstanceProtocol::socketName(folder)));
        connect(&strange, &QLocalServer::newConnection, this, [&] { strange.nextPendingConnection()->write(bytes); });
        const auto asked = ask(folder, InstanceProtocol::request(u"status"_s), std::chrono::milliseconds(500));
        QVERIFY(!asked.answer);
        QCOMPARE(asked.error, error);
    }

    void theSecondLaunchHandsItsWishToTheFirst()
    {
        SingleInstance first(m_program.path(u"b"_s));
        QCOMPARE(first.claim({}), SingleInstance::Claim::First);
        QList<LaunchRequest> requests;
        connect(&first, &SingleInstance::launched, this,
                [&](const LaunchRequest &request) { requests.append(request); });
        QProcess second;
        m_program.start(second, {u"--demo"_s, u"--data"_s, m_program.path(u"b"_s), u"--open"_s, u"inbox/0/EM-1"_s});
        QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(second.exitCode(), 0);
        QCOMPARE(requests.size(), 1);
        QCOMPARE(requests.first().page, u"inbox"_s);
        QCOMPARE(requests.first().key, u"0/EM-1"_s);
    }

    void ofManyAtOnceOneIsTheFirst()
    {
        for (int round = 0; round < 10; ++round) {
            std::latch together(8);
            std::atomic<int> first = 0;
            std::atomic<int> handedOver = 0;
            std::atomic<int> requests = 0;
            std::vector<std::unique_ptr<QThread>> launches;
            for (int launch = 0; launch < 8; ++launch) {
                launches.emplace_back(QThread::create([&] {
                    SingleInstance instance(m_program.path(u"a"_s));
                    connect(&instance, &SingleInstance::launched, &instance, [&] { ++requests; });
                    together.arrive_and_wait();
                    switch (instance.claim({})) {
                    case SingleInstance::Claim::First: {
                        ++first;
                        QEventLoop loop;
                        QTimer check;
                        connect(&check, &QTimer::timeout, &loop, [&] {
                            if (handedOver == 7 && requests == 7) // a launch is answered before it is told of
                                loop.quit();
                        });
                        check.start(1);
                        QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
                        loop.exec();
                        break;
                    }
                    case SingleInstance::Claim::HandedOver:
                        ++handedOver;
                        break;
                    case SingleInstance::Claim::Refused:
                    case SingleInstance::Claim::Silent:
                    case SingleInstance::Claim::Failed:
                        break;
                    }
                }));
                launches.back()->start();
            }
            for (const auto &launch : launches)
                launch->wait();
            QCOMPARE(first.load(), 1);
            QCOMPARE(handedOver.load(), 7);
            QCOMPARE(requests.load(), 7);
        }
    }

    void twoRealProcesses()
    {
        const auto arguments = QStringList{u"--demo"_s, u"--data"_s, m_program.path(u"c"_s)};
        QProcess first;
        m_program.start(first, arguments);
        QDir().mkpath(m_program.path(u"c"_s));
        const SingleInstance name(m_program.path(u"c"_s));
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(name.name()), 20'000);
        const auto second = m_program.run(arguments);
        QVERIFY2(second.code == 0, second.err.constData());
        QCOMPARE(first.state(), QProcess::Running);
        first.terminate();
        QVERIFY(first.waitForFinished(20'000));
        QCOMPARE(first.exitCode(), 0);
    }

private:
    struct Asked
    {
        std::optional<QJsonObject> answer;
        int error = -1;
    };
    /// Asks from another thread, as another process would, while this one answers.
    static Asked ask(const QString &folder, const QJsonObject &request,
                     std::chrono::milliseconds patience = InstanceProtocol::patience)
    {
        Asked asked;
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            const auto answer = askInstance(folder, request, patience);
            if (answer)
                asked.answer = *answer;
            else
                asked.error = static_cast<int>(answer.error());
        }));
        thread->start();
        if (!QTest::qWaitFor([&] { return thread->isFinished(); }, 30'000))
            qFatal("nobody was patient enough");
        return asked;
    }

    Program m_program;
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
