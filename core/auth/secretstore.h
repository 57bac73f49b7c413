// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <chrono>
#include <functional>

namespace Bellboard {

/// What came of a request to the keychain.
enum class SecretError {
    None, ///< it worked
    NotFound, ///< there is none; or the keychain is locked and does not say so
    Locked, ///< the user did not unlock the keychain
    Unavailable, ///< there is no keychain service
    Timeout, ///< the keychain did not answer
    Failed, ///< it answered with an error
};

/// The tokens of feeds in the keychain of the operating system, through QtKeychain; never anywhere else.
///
/// Each call answers exactly once, later, on the thread that the store lives on, each of its steps within the deadline: a prompt
/// that nobody answers or a frozen daemon must not hold a feed for ever.
class SecretStore : public QObject
{
    Q_OBJECT

public:
    using ReadAnswer = std::function<void(SecretError error, const QByteArray &token)>;
    using WriteAnswer = std::function<void(SecretError error)>;

    explicit SecretStore(std::chrono::milliseconds deadline = std::chrono::seconds(30), QObject *parent = nullptr);

    void read(const QString &feed, ReadAnswer answer);
    void write(const QString &feed, const QByteArray &token, WriteAnswer answer);
    /// Removes the token and looks whether it is really gone. NotFound where there is none, or the keychain is locked.
    void remove(const QString &feed, WriteAnswer answer);

private:
    std::chrono::milliseconds m_deadline;
};

} // namespace Bellboard
