// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "program.h"
#include "singleinstance.h"
#include "stricttest.h"

#include <QEventLoop>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <latch>
#include <memory>
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
                            if (first + handedOver == 8)
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
    Program m_program;
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
