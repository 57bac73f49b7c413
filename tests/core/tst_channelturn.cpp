// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "rawwebsocketserver.h"
#include "stream/wirechannel.h"
#include "stricttest.h"

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

/// Counts messages, and how many had come when others on the thread had their turn for the first time.
class TurnSink final : public QObject, public MessageSink
{
public:
    int messages = 0;
    int messagesBeforeOthers = 0;

    char *messageSpace(std::size_t capacity) override
    {
        m_space.resize(static_cast<qsizetype>(capacity) + 64);
        return m_space.data();
    }
    void messageReceived(std::size_t /*size*/, PayloadKind /*kind*/) override
    {
        if (messages++ == 0)
            QMetaObject::invokeMethod(this, [this] { messagesBeforeOthers = messages; }, Qt::QueuedConnection);
    }

private:
    QByteArray m_space;
};

class TestChannelTurn : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void othersHaveTheirTurn()
    {
        constexpr int size = 1000;
        constexpr int count = 200;
        RawWebSocketServer server;
        connect(&server, &RawWebSocketServer::peerConnected, this, [](RawWebSocketPeer *peer) {
            connect(peer, &RawWebSocketPeer::requested, peer, [peer] {
                peer->accept();
                peer->write(rawBytes({RawOpcode::text, QByteArray(size, 'x')}).repeated(count));
            });
        });
        TurnSink sink;
        WireChannel channel;
        channel.setTurn(size);
        channel.open({server.url(), {}, {}}, &sink);
        QTRY_COMPARE(sink.messages, count);
        QVERIFY2(sink.messagesBeforeOthers >= 1 && sink.messagesBeforeOthers <= 2,
                 qPrintable(QString::number(sink.messagesBeforeOthers)));
    }
};

QTEST_GUILESS_MAIN(TestChannelTurn)
#include "tst_channelturn.moc"
