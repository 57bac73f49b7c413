// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

namespace Bellboard::Demo {

/// A control message of the protocol (docs/protocol.md).
struct ControlMessage
{
    QString kind; ///< what follows "org.bellboard.control." in its type
    QString id;
    QJsonObject data;

    /// The message as JSON text, from this server.
    QString toText() const;
};

/// What a client sent: control messages, or why it is none.
struct Received
{
    QList<ControlMessage> messages;
    QString error; ///< in words; empty when all is well
};

/// Reads one text message of a client: one CloudEvent or a batch of them.
Received readControlMessages(const QString &text);

} // namespace Bellboard::Demo
