// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// Runs against a real keyring that can be stopped, which run_with_keyring.sh starts.

#include "auth/secretstore.h"
#include "feed/engine.h"

#include "connectproxy.h"
#include "demo/demothread.h"
#include "stricttest.h"

#include <QScopeGuard>
#include <QTemporaryDir>

#include <optional>

#include <csignal>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// A keychain that fails for a while holds a feed back no longer than that, though nobody chooses "Retry now".
class TestKeychainRetry : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        // How often it says so depends on how fast this computer is.
        QTest::failOnWarning(QRegularExpression(u"^(?!the keychain does not answer)"_s));
    }

    void aTimedRetryReadsTheTokenAgain()
    {
        const auto daemon = static_cast<pid_t>(qEnvironmentVariableIntValue("BELLBOARD_TEST_KEYRING_PID"));
        if (daemon <= 1)
            QSKIP("run_with_keyring.sh starts this test");
        SecretStore patient;
        std::optional<SecretError> written;
        patient.write(u"Guarded"_s, "the-right-one", [&](SecretError error) { written = error; });
        QTRY_COMPARE_WITH_TIMEOUT(written, std::optional(SecretError::None), 30'000);

        DemoOptions demo;
        demo.requiredToken = u"the-right-one"_s;
        DemoThread server(demo);
        QVERIFY(server.isListening());
        const QTemporaryDir folder;
        SecretStore secrets(200ms);
        FeedSettings feed;
        feed.name = u"Guarded"_s;
        feed.url = server.url();
        Engine::Options options;
        options.dataFolder = folder.path();
        options.feeds = {feed};
        options.secrets = &secrets;
        Engine engine(options);
        QList<FeedStatus> statuses;
        connect(&engine, &Engine::statusChanged, this, [&](const FeedStatus &status) { statuses.append(status); });
        connect(&engine, &Engine::batchReady, &engine, &Engine::consumed);

        QVERIFY(::kill(daemon, SIGSTOP) == 0);
        const auto goOn = qScopeGuard([daemon] { ::kill(daemon, SIGCONT); });
        QVERIFY(engine.start());
        // It fails more than once by itself, and connects with nothing meanwhile.
        QTRY_VERIFY_WITH_TIMEOUT(!statuses.isEmpty() && statuses.last().attempt >= 2, 30'000);
        QVERIFY(::kill(daemon, SIGCONT) == 0);
        QTRY_COMPARE_WITH_TIMEOUT(statuses.last().state, ConnectionState::Live, 60'000);
        bool failed = false;
        for (const auto &status : std::as_const(statuses)) {
            QVERIFY(status.state != ConnectionState::SignInRequired);
            failed |= status.failure.error == ChannelError::KeychainFailed;
        }
        QVERIFY(failed);
    }

    /// Without the password of its proxy a feed waits for a person, who stores it; the server is not asked meanwhile.
    void theProxysPasswordIsReadFromTheKeychain()
    {
        DemoThread server{DemoOptions()};
        QVERIFY(server.isListening());
        ConnectProxy proxy;
        proxy.credentials = "anna:s3cret";
        const QTemporaryDir folder;
        SecretStore secrets;
        FeedSettings feed;
        feed.name = u"Behind a proxy"_s;
        feed.url = server.url();
        feed.proxy = {ProxyChoice::Kind::Http, u"127.0.0.1"_s, proxy.serverPort(), u"anna"_s, {}};
        Engine::Options options;
        options.dataFolder = folder.path();
        options.feeds = {feed};
        options.secrets = &secrets;
        Engine engine(options);
        FeedStatus status;
        connect(&engine, &Engine::statusChanged, this, [&](const FeedStatus &now) { status = now; });
        connect(&engine, &Engine::batchReady, &engine, &Engine::consumed);
        QVERIFY(engine.start());
        QTRY_COMPARE_WITH_TIMEOUT(status.state, ConnectionState::Rejected, 30'000);
        QCOMPARE(status.failure.error, ChannelError::ProxySignInNeeded);
        QCOMPARE(proxy.requests.size(), 1);
        QCOMPARE(proxy.tunnels, 0);

        std::optional<SecretError> written;
        secrets.write(feed.proxy.secretName(), "s3cret", [&](SecretError error) { written = error; });
        QTRY_COMPARE_WITH_TIMEOUT(written, std::optional(SecretError::None), 30'000);
        engine.retryNow(feed.name);
        QTRY_COMPARE_WITH_TIMEOUT(status.state, ConnectionState::Live, 30'000);
        QCOMPARE(proxy.tunnels, 1);
        std::optional<SecretError> removed;
        secrets.remove(feed.proxy.secretName(), [&](SecretError error) { removed = error; });
        QTRY_COMPARE_WITH_TIMEOUT(removed, std::optional(SecretError::None), 30'000);
    }
};

QTEST_GUILESS_MAIN(TestKeychainRetry)
#include "tst_keychainretry.moc"
