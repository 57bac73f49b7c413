// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "rawwebsocketserver.h"
#include "stream/wirechannel.h"
#include "stricttest.h"

#include <QElapsedTimer>

#include <algorithm>
#include <memory>

using namespace Bellboard;
using namespace std::chrono_literals;

/// Counts messages, and how many had come when others on the thread had their turn for the first time.
class TurnSink final : public QObject, public MessageSink
{
public:
    int messages = 0;
    int messagesBeforeOthers = 0;
    int mostBetweenOthers = 0;

    char *messageSpace(std::size_t capacity) override
    {
        m_space.resize(static_cast<qsizetype>(capacity) + 64);
        return m_space.data();
    }
    void messageReceived(std::size_t /*size*/, PayloadKind /*kind*/) override
    {
        if (messages++ == 0)
            others();
    }

private:
    /// Somebody else on the thread, who always has something to do.
    void others()
    {
        const int before = messages;
        QMetaObject::invokeMethod(
            this,
            [this, before] {
                if (messagesBeforeOthers == 0)
                    messagesBeforeOthers = messages;
                mostBetweenOthers = std::max(mostBetweenOthers, messages - before);
                others();
            },
            Qt::QueuedConnection);
    }

    QByteArray m_space;
};

class TestChannelTurn : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void othersHaveTheirTurn()
    {
        constexpr int count = 200;
        const auto server = flood(count);
        TurnSink sink;
        WireChannel channel;
        channel.setTurn({size});
        channel.open({server->url(), {}, {}}, &sink);
        QTRY_COMPARE(sink.messages, count);
        QVERIFY2(sink.messagesBeforeOthers >= 1 && sink.messagesBeforeOthers <= 2,
                 qPrintable(QString::number(sink.messagesBeforeOthers)));
        // A turn at a time to the end, whatever the socket tells of meanwhile: some messages end in the turn behind.
        QVERIFY2(sink.mostBetweenOthers <= 2, qPrintable(QString::number(sink.mostBetweenOthers)));
    }

    void aFloodRests()
    {
        constexpr auto rest = 20ms;
        constexpr int turns = 10; // at least, behind what makes it a flood
        const auto server = flood(static_cast<int>(Channel::flood / size) + (turns + 2) * turnSize / size);
        TurnSink sink;
        WireChannel channel;
        channel.setTurn({turnSize, rest});
        QElapsedTimer elapsed;
        elapsed.start();
        channel.open({server->url(), {}, {}}, &sink);
        QTRY_COMPARE(sink.messages * size, server->sent);
        QVERIFY(std::chrono::milliseconds(elapsed.elapsed()) >= turns * rest);
    }

    /// Who only has much to say at once is not made to wait.
    void aCatchUpDoesNot()
    {
        const auto server = flood(static_cast<int>(Channel::flood / size) / 2);
        TurnSink sink;
        WireChannel channel;
        channel.setTurn({turnSize, 1h});
        channel.open({server->url(), {}, {}}, &sink);
        QTRY_COMPARE(sink.messages * size, server->sent);
    }

private:
    static constexpr int size = 1000;
    static constexpr int turnSize = 64 * size;

    /// Sends as much to whoever comes.
    struct Flood : RawWebSocketServer
    {
        int sent = 0;
    };
    static std::unique_ptr<Flood> flood(int messages)
    {
        auto server = std::make_unique<Flood>();
        server->sent = messages * size;
        connect(server.get(), &RawWebSocketServer::peerConnected, server.get(), [messages](RawWebSocketPeer *peer) {
            connect(peer, &RawWebSocketPeer::requested, peer, [peer, messages] {
                peer->accept();
                peer->write(rawBytes({RawOpcode::text, QByteArray(size, 'x')}).repeated(messages));
            });
        });
        return server;
    }
};

QTEST_GUILESS_MAIN(TestChannelTurn)
#include "tst_channelturn.moc"
