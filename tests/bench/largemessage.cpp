// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "largemessage.h"

#include "children.h"
#include "journal/segment.h"
#include "loadstory.h"
#include "peakmemory.h"
#include "process.h"
#include "rawdeflate.h"
#include "rawwebsocketserver.h"
#include "stream/channel.h"
#include "stream/channelengine.h"

#include <QCoreApplication>
#include <QWebSocket>

#include <algorithm>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr qsizetype messageSize = qsizetype{64} << 20;
constexpr qsizetype fragmentSize = qsizetype{64} << 10;

/// Events one behind the other, and spaces to `messageSize` bytes.
QByteArray largeText()
{
    constexpr qsizetype longestEvent = 1024;
    LoadStory story(10'000);
    QByteArray text;
    text.reserve(messageSize);
    while (text.size() + longestEvent < messageSize) {
        const auto event = story.next();
        text.append(event.data(), static_cast<qsizetype>(event.size()));
    }
    return text.leftJustified(messageSize);
}

/// Cut between characters, or QWebSocket would not take it.
QByteArray inFragments(const QByteArray &text)
{
    QByteArray frames;
    for (qsizetype at = 0; at < text.size();) {
        auto end = std::min(at + fragmentSize, text.size());
        while (end < text.size() && (text[end] & 0xc0) == 0x80)
            --end;
        frames +=
            rawBytes({at == 0 ? RawOpcode::text : RawOpcode::continuation, text.mid(at, end - at), end == text.size()});
        at = end;
    }
    return frames;
}

/// Writes how much memory the message took at the worst moment, and ends the program.
void finish(const PeakMemory &memory)
{
    const auto growth = memory.growth();
    if (!growth)
        qFatal("how much memory this process took is not known");
    writeResult({{u"growth"_s, *growth}});
    QCoreApplication::quit();
}

/// Puts the messages where a feed puts them.
class SegmentSink final : public MessageSink
{
public:
    explicit SegmentSink(Channel &channel) : m_channel(channel) { }

private:
    char *messageSpace(std::size_t capacity) override
    {
        m_segment.makeRoom(std::max(capacity, SegmentBuilder::textCapacity));
        return m_segment.writePosition();
    }
    void messageGathered(TextBuffer &message, PayloadKind kind) override
    {
        const auto size = message.size();
        m_segment.takeText(std::move(message));
        messageReceived(size, kind);
    }
    void messageReceived(std::size_t size, PayloadKind /*kind*/) override
    {
        if (m_memory) {
            if (size != std::size_t{messageSize})
                qFatal("a message of %zu bytes", size);
            return finish(*m_memory);
        }
        m_memory.emplace();
        m_channel.send("go");
    }

    Channel &m_channel;
    SegmentBuilder m_segment;
    std::optional<PeakMemory> m_memory; ///< from the first message, a small one, on
};

int receiveByWire(const QUrl &url)
{
    const auto channel = makeChannel(ChannelEngine::Wire);
    SegmentSink sink(*channel);
    QObject::connect(channel.get(), &Channel::closed, channel.get(),
                     [](const ChannelFailure &failure) { qFatal("%s", qPrintable(failure.detail)); });
    ChannelRequest request;
    request.url = url;
    request.messageLimit = messageSize;
    channel->open(request, &sink);
    return QCoreApplication::exec();
}

int receiveByQt(const QUrl &url)
{
    QWebSocket socket;
    std::optional<PeakMemory> memory;
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [&](const QString &text) {
        if (memory) {
            finish(*memory);
            if (text.toUtf8().size() != messageSize)
                qFatal("not the message that was sent");
            return;
        }
        memory.emplace();
        socket.sendTextMessage(u"go"_s);
    });
    QObject::connect(&socket, &QWebSocket::disconnected, &socket,
                     [&] { qFatal("%s", qPrintable(socket.closeReason())); });
    socket.open(url);
    return QCoreApplication::exec();
}

} // namespace

int serveLargeMessage(const QStringList &arguments)
{
    const auto &form = arguments.at(0);
    const RawDeflateTerms terms;
    const bool deflates = form == u"deflate";
    auto message = largeText();
    if (deflates)
        message = rawBytes({RawOpcode::text, RawDeflate(terms).compressed(message), true, rawCompressedBit});
    else
        message = form == u"fragments" ? inFragments(message) : rawBytes({RawOpcode::text, message});
    RawWebSocketServer server;
    QObject::connect(&server, &RawWebSocketServer::peerConnected, &server, [&](RawWebSocketPeer *peer) {
        QObject::connect(peer, &RawWebSocketPeer::requested, peer, [&, peer] {
            peer->accept(deflates ? "Sec-WebSocket-Extensions: " + terms.header() + "\r\n" : QByteArray());
            peer->write(rawBytes({RawOpcode::text, "hello"}));
        });
        QObject::connect(peer, &RawWebSocketPeer::frameReceived, peer, [&, peer] { peer->write(message); });
    });
    writeResult({{u"url"_s, server.url().toString()}});
    return QCoreApplication::exec();
}

int receiveLargeMessage(const QStringList &arguments)
{
    const QUrl url(arguments.at(1));
    return arguments.at(0) == u"wire" ? receiveByWire(url) : receiveByQt(url);
}

QJsonObject memoryPart(bool /*quick*/)
{
    QJsonObject part;
    for (const auto &form : {u"frame"_s, u"fragments"_s, u"deflate"_s}) {
        Process server({u"serve-large"_s, form});
        const auto url = server.readResult().value("url"_L1).toString();
        for (const auto &engine : {u"wire"_s, u"qt"_s}) {
            if (engine == u"qt" && form == u"deflate")
                continue; // it cannot
            Process client({u"receive-large"_s, engine, url});
            const auto growth = client.readResult().value("growth"_L1).toDouble();
            part.insert(engine + u'_' + form, growth / static_cast<double>(messageSize));
        }
    }
    return part;
}

} // namespace Bellboard
