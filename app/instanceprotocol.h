// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <chrono>

/// What both ends of an instance's socket agree on; InstanceServer tells how a conversation goes.
namespace Bellboard::InstanceProtocol {

/// How long either end waits for the other.
inline constexpr std::chrono::milliseconds patience{3'000};
/// The longest lines, in bytes.
inline constexpr qint64 longestRequest = 4096;
inline constexpr qint64 longestAnswer = qint64{1} << 20;

/// Show the window: "page" and "key" name a row, "token" is the system's leave to raise it; each may be empty.
inline const QString show = QStringLiteral("show");
/// How things stand, as StatusReport writes it.
inline const QString status = QStringLiteral("status");
/// Keep the connection, so that the other end sees when this process ends.
inline const QString watch = QStringLiteral("watch");

/// The socket at which whoever has `dataFolder` can be found; empty when there is no safe place for one.
QString socketName(const QString &dataFolder);

/// A request for `question`.
QJsonObject request(const QString &question);
/// What a request asks; empty for one that is not understood.
QString question(const QJsonObject &request);
/// An answer that says no, in one sentence.
QJsonObject refusal(const QString &sentence);
/// The sentence of an answer that says no; empty for others.
QString refusalIn(const QJsonObject &answer);

/// The object on one line, with its line break.
QByteArray encode(const QJsonObject &object);
/// Empty for what is not an object.
QJsonObject decode(const QByteArray &line);

} // namespace Bellboard::InstanceProtocol
