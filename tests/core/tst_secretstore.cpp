// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// Runs against the real keyring that run_with_keyring.sh starts, in the state that its first argument names.

#include "auth/secretstore.h"

#include "stricttest.h"

#include <QProcess>

#include <optional>

#include <csignal>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Answer
{
    SecretError error = SecretError::Failed;
    QByteArray token;
};

/// Waits for the one answer of a request.
template<typename Request>
Answer answerOf(Request request)
{
    int answers = 0;
    Answer answer;
    request([&](SecretError error, const QByteArray &token = {}) {
        ++answers;
        answer = {error, token};
    });
    if (answers > 0)
        qFatal("answered from within the request");
    if (!QTest::qWaitFor([&] { return answers > 0; }, 30'000) || answers != 1)
        qFatal("answered %d times", answers);
    return answer;
}

Answer read(SecretStore &store, const QString &feed)
{
    return answerOf([&](auto answer) { store.read(feed, answer); });
}

SecretError write(SecretStore &store, const QString &feed, const QByteArray &token)
{
    return answerOf(
               [&](auto answer) { store.write(feed, token, [answer](SecretError error) mutable { answer(error); }); })
        .error;
}

SecretError remove(SecretStore &store, const QString &feed)
{
    return answerOf([&](auto answer) { store.remove(feed, [answer](SecretError error) mutable { answer(error); }); })
        .error;
}

bool setLocked(bool locked)
{
    return QProcess::execute(
               u"gdbus"_s,
               {u"call"_s, u"--session"_s, u"--dest"_s, u"org.freedesktop.secrets"_s, u"--object-path"_s,
                u"/org/freedesktop/secrets"_s, u"--method"_s,
                locked ? u"org.freedesktop.Secret.Service.Lock"_s : u"org.freedesktop.Secret.Service.Unlock"_s,
                u"['/org/freedesktop/secrets/collection/login']"_s})
        == 0;
}

} // namespace

class TestSecretStore : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariable("BELLBOARD_TEST_KEYRING").isEmpty())
            QSKIP("run_with_keyring.sh starts this test");
    }

    void tokens()
    {
        if (!isKeyring("unlocked"))
            QSKIP("for an unlocked keyring");
        SecretStore store;
        QCOMPARE(read(store, u"Payments"_s).error, SecretError::NotFound);
        QCOMPARE(remove(store, u"Payments"_s), SecretError::NotFound);
        QCOMPARE(write(store, u"Payments"_s, "first"), SecretError::None);
        QCOMPARE(read(store, u"Payments"_s).token, QByteArray("first"));
        QCOMPARE(write(store, u"Payments"_s, "second"), SecretError::None);
        QCOMPARE(write(store, u"Zo\u00eb's desk"_s, QByteArray(8000, 'x')), SecretError::None);
        SecretStore other;
        QCOMPARE(read(other, u"Payments"_s).token, QByteArray("second"));
        QCOMPARE(read(other, u"Zo\u00eb's desk"_s).token, QByteArray(8000, 'x'));
        QCOMPARE(read(other, u"payments"_s).error, SecretError::NotFound);
        QCOMPARE(remove(store, u"Payments"_s), SecretError::None);
        QCOMPARE(read(store, u"Payments"_s).error, SecretError::NotFound);
        QCOMPARE(read(store, u"Zo\u00eb's desk"_s).error, SecretError::None);
    }

    void manyAtOnce()
    {
        if (!isKeyring("unlocked"))
            QSKIP("for an unlocked keyring");
        SecretStore store;
        int written = 0;
        for (int i = 0; i < 20; ++i)
            store.write(QString::number(i), QByteArray::number(i),
                        [&](SecretError error) { written += error == SecretError::None; });
        QTRY_COMPARE(written, 20);
        int right = 0;
        for (int i = 0; i < 20; ++i)
            store.read(QString::number(i),
                       [&right, i](SecretError, const QByteArray &token) { right += token == QByteArray::number(i); });
        QTRY_COMPARE(right, 20);
    }

    /// A locked keyring that nobody unlocks says that there is nothing; it must not look as if a token had been removed.
    void locked()
    {
        if (!isKeyring("unlocked"))
            QSKIP("for an unlocked keyring");
        SecretStore store(5s);
        QCOMPARE(write(store, u"Locked"_s, "kept"), SecretError::None);
        QVERIFY(setLocked(true));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the keychain "_s));
        QVERIFY(write(store, u"Locked"_s, "lost") != SecretError::None);
        const auto answer = read(store, u"Locked"_s);
        QVERIFY(answer.error != SecretError::None && answer.token.isEmpty());
        QVERIFY(remove(store, u"Locked"_s) != SecretError::None);
    }

    void unavailable()
    {
        if (!isKeyring("absent"))
            QSKIP("for a session without a keyring");
        SecretStore store(5s);
        QCOMPARE(read(store, u"Payments"_s).error, SecretError::Unavailable);
        QCOMPARE(write(store, u"Payments"_s, "x"), SecretError::Unavailable);
        QCOMPARE(remove(store, u"Payments"_s), SecretError::Unavailable);
        // Nor where there is no bus at all. (QtKeychain connects once for each program, so only what it makes of an error is seen.)
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        QCOMPARE(read(store, u"Payments"_s).error, SecretError::Unavailable);
    }

    /// A daemon that stands still holds nobody beyond the deadline, and is of use again once it goes on.
    void frozen()
    {
        if (!isKeyring("freezable"))
            QSKIP("for a keyring that can be stopped");
        const auto daemon = static_cast<pid_t>(qEnvironmentVariableIntValue("BELLBOARD_TEST_KEYRING_PID"));
        QVERIFY(daemon > 1);
        SecretStore store(300ms);
        SecretStore patient;
        QCOMPARE(write(patient, u"Payments"_s, "kept"), SecretError::None);
        QVERIFY(::kill(daemon, SIGSTOP) == 0);
        QTest::ignoreMessage(QtWarningMsg, "the keychain does not answer");
        const auto answer = read(store, u"Payments"_s);
        QVERIFY(::kill(daemon, SIGCONT) == 0);
        QCOMPARE(answer.error, SecretError::Timeout);
        QVERIFY(answer.token.isEmpty());
        QCOMPARE(read(patient, u"Payments"_s).token, QByteArray("kept"));
    }

private:
    static bool isKeyring(const char *kind) { return qgetenv("BELLBOARD_TEST_KEYRING") == kind; }
};

QTEST_GUILESS_MAIN(TestSecretStore)
#include "tst_secretstore.moc"
