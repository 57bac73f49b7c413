// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "auth/secretstore.h"

#include "util/logging.h"

#include <QFile>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace Bellboard {

namespace {

/// Under which all our secrets stand in the keychain.
const QString service = QStringLiteral("org.bellboard.Bellboard");

/// Whether the session bus, which keychains are reached over, is there at all; QtKeychain (before 0.14) calls its absence "other".
bool hasSessionBus()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    const auto prefix = QStringLiteral("unix:path=");
    const auto address = qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS");
    if (address.startsWith(prefix))
        return QFile::exists(address.sliced(prefix.size()).section(u',', 0, 0));
    return !address.isEmpty() || QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
#else
    return true;
#endif
}

/// Whether these words are the bus's own that nothing serves this name; they are never translated.
bool sayNoService(const QString &words)
{
    return words.contains(QLatin1String("org.freedesktop.secrets"));
}

SecretError errorFor(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError:
        return SecretError::None;
    case QKeychain::EntryNotFound:
        return SecretError::NotFound;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return SecretError::Locked;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return SecretError::Unavailable;
    case QKeychain::CouldNotDeleteEntry:
        return SecretError::Failed;
    case QKeychain::OtherError:
        return hasSessionBus() && !sayNoService(job.errorString()) ? SecretError::Failed : SecretError::Unavailable;
    }
    return SecretError::Failed;
}

/// Starts `job`, and answers once: when it finished, or when the deadline passed, after which its own answer is not waited for.
template<typename Job, typename Answer>
void run(QObject *owner, Job *job, const QString &feed, std::chrono::milliseconds deadline, Answer answer)
{
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(feed);
    auto *timer = new QTimer(owner);
    timer->setSingleShot(true);
    QObject::connect(timer, &QTimer::timeout, owner, [timer, job, answer] {
        timer->deleteLater();
        QObject::disconnect(job, nullptr, timer, nullptr);
        qCWarning(logAuth) << "the keychain does not answer";
        answer(SecretError::Timeout, nullptr);
    });
    QObject::connect(job, &QKeychain::Job::finished, timer, [timer, job, answer] {
        timer->stop();
        timer->deleteLater();
        const auto error = errorFor(*job);
        if (error != SecretError::None && error != SecretError::NotFound && error != SecretError::Unavailable)
            qCWarning(logAuth) << "the keychain failed:" << job->errorString();
        answer(error, job);
    });
    timer->start(deadline);
    job->start();
}

} // namespace

SecretStore::SecretStore(std::chrono::milliseconds deadline, QObject *parent)
    : QObject(parent)
    , m_deadline(deadline) { }

void SecretStore::read(const QString &feed, ReadAnswer answer)
{
    run(this, new QKeychain::ReadPasswordJob(service), feed, m_deadline,
        [answer](SecretError error, QKeychain::ReadPasswordJob *job) {
            answer(error, job ? job->binaryData() : QByteArray());
        });
}

void SecretStore::write(const QString &feed, const QByteArray &token, WriteAnswer answer)
{
    auto *job = new QKeychain::WritePasswordJob(service);
    job->setBinaryData(token);
    run(this, job, feed, m_deadline, [answer](SecretError error, QKeychain::WritePasswordJob *) { answer(error); });
}

void SecretStore::remove(const QString &feed, WriteAnswer answer)
{
    // A locked keychain answers "deleted" though the token stays, and "not found" when it is read; so only what could be read
    // before is known to be gone when it cannot be read afterwards.
    read(feed, [this, feed, answer](SecretError there, const QByteArray &) {
        if (there != SecretError::None)
            return answer(there);
        run(this, new QKeychain::DeletePasswordJob(service), feed, m_deadline,
            [this, feed, answer](SecretError error, QKeychain::DeletePasswordJob *) {
                if (error != SecretError::None)
                    return answer(error);
                read(feed, [answer](SecretError left, const QByteArray &) {
                    answer(left == SecretError::NotFound ? SecretError::None : SecretError::Failed);
                });
            });
    });
}

} // namespace Bellboard
