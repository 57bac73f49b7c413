// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "peertest.h"

#include <QUrlQuery>
#include <QWebSocket>
#include <QWebSocketServer>

#include <memory>

namespace Bellboard {

/// A QWebSocketServer that does what wspeer.mjs does, as far as Qt can.
class QtPeer : public QWebSocketServer
{
    Q_OBJECT

public:
    QtPeer() : QWebSocketServer(QStringLiteral("peer"), NonSecureMode)
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port to listen on: %s", qPrintable(errorString()));
        connect(this, &QWebSocketServer::newConnection, this, [this] { play(nextPendingConnection()); });
    }

    int closedWith = 0; ///< by the client

private:
    struct Part
    {
        std::vector<PeerMessage> messages;
        std::size_t next = 0;
        bool pings = false;
        bool stays = false;
    };

    void play(QWebSocket *socket)
    {
        const QUrlQuery query(socket->requestUrl());
        const auto value = [&query](const QString &name) { return query.queryItemValue(name, QUrl::FullyDecoded); };
        const auto part = std::make_shared<Part>();
        part->messages = peerMessages(value(QStringLiteral("messages")).toLatin1());
        part->pings = query.hasQueryItem(QStringLiteral("ping"));
        part->stays = query.hasQueryItem(QStringLiteral("stay"));
        const auto code = value(QStringLiteral("code")).toInt();
        const auto reason = value(QStringLiteral("reason"));
        const auto proceed = [socket, part, code, reason] {
            if (part->next == part->messages.size()) {
                if (!part->stays)
                    socket->close(code ? static_cast<QWebSocketProtocol::CloseCode>(code)
                                       : QWebSocketProtocol::CloseCodeNormal,
                                  code ? reason : QStringLiteral("all came back"));
                return;
            }
            const auto &message = part->messages[part->next];
            if (part->pings)
                socket->ping("ping");
            if (message.kind == PayloadKind::Binary)
                socket->sendBinaryMessage(message.payload);
            else
                socket->sendTextMessage(QString::fromUtf8(message.payload));
        };
        const auto compare = [socket, part, proceed](const PeerMessage &back) {
            if (part->next == part->messages.size() || part->messages[part->next] != back) {
                socket->close(static_cast<QWebSocketProtocol::CloseCode>(4999), QStringLiteral("another message"));
                return;
            }
            ++part->next;
            proceed();
        };
        connect(socket, &QWebSocket::textMessageReceived, this,
                [compare](const QString &text) { compare({text.toUtf8(), PayloadKind::Text}); });
        connect(socket, &QWebSocket::binaryMessageReceived, this,
                [compare](const QByteArray &bytes) { compare({bytes, PayloadKind::Binary}); });
        connect(socket, &QWebSocket::disconnected, this, [this, socket] {
            closedWith = socket->closeCode();
            socket->deleteLater();
        });
        proceed();
    }
};

/// The engines against QWebSocketServer.
class QtPeerTest : public PeerTest
{
    Q_OBJECT

private Q_SLOTS:
    void carriesMessages_data();
    void carriesMessages();
    void peerCloses_data();
    void peerCloses();
    void weClose_data();
    void weClose();
    void pings();
};

void QtPeerTest::carriesMessages_data()
{
    QTest::addColumn<QByteArray>("messages");
    QTest::addColumn<bool>("cut"); // whether a text comes in fragments that cut a character
    QTest::newRow("of all sizes") << QByteArray("t1,t125,t126,b1,b125,b126,t4096,b65535,t65535,b65536,t65536,t500000,r")
                                  << false;
    // It sends fragments of 512 KiB.
    QTest::newRow("1 MiB of bytes") << QByteArray("b1048576") << false;
    QTest::newRow("1 MiB of text") << QByteArray("t1048576,t1048577,t1048578") << true;
    QTest::newRow("16 MiB of text") << QByteArray("t16777216") << true;
}

void QtPeerTest::carriesMessages()
{
    QFETCH(QByteArray, messages);
    QFETCH(bool, cut);
    QtPeer peer;
    Conversation talk(engine(), peer.serverPort(), {{"messages", messages}, {"ping", "1"}});
    carry(talk, messages, cut);
    if (QTest::currentTestFailed())
        return;
    if (cut && engine() == ChannelEngine::Wire)
        QVERIFY(cutsCharacter(talk.tap.serverFrames())); // or the row shows nothing
}

void QtPeerTest::peerCloses_data()
{
    QTest::addColumn<int>("code");
    for (const int code : {1000, 1001, 1008, 1011, 1012, 4000, 4401})
        QTest::addRow("%d", code) << code;
}

void QtPeerTest::peerCloses()
{
    QFETCH(int, code);
    QtPeer peer;
    closeByPeer(peer.serverPort(), code, false);
}

void QtPeerTest::weClose_data()
{
    QTest::addColumn<int>("code");
    for (const int code : {1000, 1001, 4000})
        QTest::addRow("%d", code) << code;
}

void QtPeerTest::weClose()
{
    QFETCH(int, code);
    QtPeer peer;
    closeByUs(peer.serverPort(), code);
    QTRY_COMPARE(peer.closedWith, code);
}

void QtPeerTest::pings()
{
    QtPeer peer;
    ping(peer.serverPort());
}

} // namespace Bellboard

QTEST_GUILESS_MAIN(Bellboard::QtPeerTest)
#include "tst_qtpeer.moc"
