// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "soleserver.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QString>

#include <functional>

QT_FORWARD_DECLARE_CLASS(QLocalSocket)

namespace Bellboard {

/// Answers, at a local socket that only this user can enter, what other processes ask of the one that has a data folder.
///
/// A conversation is one line each way, a JSON object: the request names its question as "ask", and the answer comes at once.
/// "watch" is always answered, and its connection then stays until either side ends. A question that nobody answers here gets
/// an answer with "refused", a sentence. Requests are bounded in size, time and number.
class InstanceServer : public QObject
{
    Q_OBJECT

public:
    /// Called with the request; what it returns is sent.
    using Answer = std::function<QJsonObject(const QJsonObject &request)>;

    explicit InstanceServer(const QString &dataFolder, QObject *parent = nullptr);

    /// Answers `question` with `answer` from now on.
    void answer(const QString &question, Answer answer);
    /// Begins to listen unless somebody does already, in the place of a process that was killed if need be.
    SoleServer::Outcome listen();
    /// The socket's full name; empty when there is no place for one.
    const QString &name() const { return m_name; }

private:
    void welcome();
    void hear(QLocalSocket *socket);
    QJsonObject answerTo(const QJsonObject &request) const;

    int m_connections = 0;
    SoleServer m_server;
    QString m_name;
    QHash<QString, Answer> m_answers;
};

} // namespace Bellboard
