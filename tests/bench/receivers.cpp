// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "receivers.h"

#include "simdjsonreader.h"
#include "stream/channel.h"
#include "stream/channelengine.h"
#include "stream/socketiochannel.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

const QString subprotocol = u"cloudevents.json"_s;

/// What a program that shows payments takes from one of their events: nine fields.
struct PlainPayment
{
    QString id;
    QString source;
    QString type;
    QString time;
    QString subject;
    QString sequence;
    QString status;
    QString amount;
    QString currency;

    explicit PlainPayment(const QJsonObject &event)
        : id(event.value("id"_L1).toString())
        , source(event.value("source"_L1).toString())
        , type(event.value("type"_L1).toString())
        , time(event.value("time"_L1).toString())
        , subject(event.value("subject"_L1).toString())
        , sequence(event.value("sequence"_L1).toString())
    {
        const auto data = event.value("data"_L1).toObject();
        status = data.value("status"_L1).toString();
        const auto money = data.value("money"_L1).toObject();
        amount = money.value("amount"_L1).toString();
        currency = money.value("currency"_L1).toString();
    }
};

int receiveQt(Receiver receiver, const QUrl &url, Meter &meter)
{
    QWebSocket socket;
    QObject::connect(&socket, &QWebSocket::connected, &socket, [&] {
        socket.sendTextMessage(u"hello"_s);
        socket.sendTextMessage(u"subscribe"_s);
    });
    meter.ready = [&] { socket.sendTextMessage(u"ready"_s); };
    bool welcomed = false;
    SimdjsonReader reader;
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [&](const QString &text) {
        if (!welcomed) {
            welcomed = true;
            return;
        }
        if (receiver == Receiver::QtSimdjson) {
            auto bytes = text.toUtf8();
            bytes.reserve(bytes.size() + qsizetype{SimdjsonReader::padding});
            reader.read(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        } else if (receiver != Receiver::Qt) {
            const auto document = QJsonDocument::fromJson(text.toUtf8());
            if (!document.isObject())
                qFatal("an event that is no object");
            if (receiver == Receiver::QtFields && PlainPayment(document.object()).currency.isEmpty())
                qFatal("a payment without a currency");
        }
        meter.add(1);
    });
    QNetworkRequest request(url);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({subprotocol});
    socket.open(request, options);
    return QCoreApplication::exec();
}

/// Our engine, or Socket.IO over it, below a sink that keeps nothing.
class WireReceiver final : public QObject, private MessageSink
{
public:
    WireReceiver(Receiver receiver, const QUrl &url, Meter &meter)
        : m_reads(receiver != Receiver::Wire)
        , m_isSocketIo(receiver == Receiver::SocketIoSimdjson)
        , m_meter(meter)
        , m_channel(m_isSocketIo ? socketIoChannels({})() : makeChannel(ChannelEngine::Wire))
    {
        connect(m_channel.get(), &Channel::opened, this, [this] {
            say("hello");
            say("subscribe");
        });
        connect(m_channel.get(), &Channel::closed, this,
                [](const ChannelFailure &failure) { qFatal("%s", qPrintable(failure.detail)); });
        meter.ready = [this] { say("ready"); };
        ChannelRequest request;
        request.url = url;
        if (!m_isSocketIo)
            request.subprotocol = subprotocol;
        m_channel->open(request, this);
    }

private:
    char *messageSpace(std::size_t capacity) override
    {
        if (m_space.size() < capacity + SimdjsonReader::padding)
            m_space.resize(capacity + SimdjsonReader::padding);
        return m_space.data();
    }
    void messageReceived(std::size_t size, PayloadKind /*kind*/) override
    {
        if (!m_welcomed) {
            m_welcomed = true;
            return;
        }
        m_space[size] = '\0'; // as Feed does
        // What Socket.IO calls an event is a name and its arguments.
        if (m_reads && m_isSocketIo)
            m_reader.readArgument(m_space.data(), size);
        else if (m_reads)
            m_reader.read(m_space.data(), size);
        m_meter.add(1);
    }

    void say(const QByteArray &word) { m_channel->send(m_isSocketIo ? "[\"" + word + "\"]" : word); }

    const bool m_reads;
    const bool m_isSocketIo;
    Meter &m_meter;
    std::unique_ptr<Channel> m_channel;
    std::vector<char> m_space;
    SimdjsonReader m_reader;
    bool m_welcomed = false;
};

/// As little as reads a well-behaved server: nothing is checked, and nothing but whole unmasked frames of less than 64 KiB understood.
class SocketReceiver final : public QObject
{
public:
    SocketReceiver(const QUrl &url, Meter &meter) : m_meter(meter)
    {
        connect(&m_socket, &QTcpSocket::connected, this, [this] {
            m_socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n");
        });
        connect(&m_socket, &QTcpSocket::readyRead, this, &SocketReceiver::readSome);
        meter.ready = [this] { send("ready"); };
        m_socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
    }

private:
    void send(std::string_view text)
    {
        QByteArray frame("\x81", 1);
        frame.append(static_cast<char>(0x80 | text.size()));
        frame.append(4, '\0'); // a mask that changes nothing
        frame.append(text.data(), static_cast<qsizetype>(text.size()));
        m_socket.write(frame);
    }
    void readSome()
    {
        while (const auto waiting = m_socket.bytesAvailable()) {
            m_buffer.resize(m_filled + static_cast<std::size_t>(waiting) + SimdjsonReader::padding);
            m_filled += static_cast<std::size_t>(m_socket.read(m_buffer.data() + m_filled, waiting));
            std::size_t at = m_upgraded ? 0 : takeAnswer();
            while (m_upgraded && takeFrame(at)) { }
            std::copy(m_buffer.begin() + static_cast<std::ptrdiff_t>(at),
                      m_buffer.begin() + static_cast<std::ptrdiff_t>(m_filled), m_buffer.begin());
            m_filled -= at;
        }
    }
    /// Where the answer to the handshake ends; 0 when it is not whole.
    std::size_t takeAnswer()
    {
        constexpr std::string_view endMark = "\r\n\r\n";
        const auto end = std::string_view(m_buffer.data(), m_filled).find(endMark);
        if (end == std::string_view::npos)
            return 0;
        m_upgraded = true;
        send("hello");
        send("subscribe");
        return end + endMark.size();
    }
    bool takeFrame(std::size_t &at)
    {
        const auto byte = [this](std::size_t index) { return static_cast<unsigned char>(m_buffer[index]); };
        if (m_filled < at + 4)
            return false;
        std::size_t size = byte(at + 1);
        std::size_t begin = at + 2;
        if (size == 126) {
            size = static_cast<std::size_t>(byte(at + 2)) << 8 | byte(at + 3);
            begin += 2;
        }
        if (m_filled < begin + size)
            return false;
        if (m_welcomed) {
            m_reader.read(m_buffer.data() + begin, size);
            m_meter.add(1);
        }
        m_welcomed = true;
        at = begin + size;
        return true;
    }

    Meter &m_meter;
    QTcpSocket m_socket;
    std::vector<char> m_buffer;
    std::size_t m_filled = 0;
    SimdjsonReader m_reader;
    bool m_upgraded = false;
    bool m_welcomed = false;
};

} // namespace

std::optional<Receiver> receiverCalled(const QString &name)
{
    const std::pair<QStringView, Receiver> names[] = {
        {u"qt", Receiver::Qt},
        {u"qt-document", Receiver::QtDocument},
        {u"qt-fields", Receiver::QtFields},
        {u"qt-simdjson", Receiver::QtSimdjson},
        {u"wire", Receiver::Wire},
        {u"wire-simdjson", Receiver::WireSimdjson},
        {u"socket.io-simdjson", Receiver::SocketIoSimdjson},
        {u"socket-simdjson", Receiver::SocketSimdjson},
    };
    for (const auto &[called, receiver] : names) {
        if (called == name)
            return receiver;
    }
    return {};
}

int receiveWith(Receiver receiver, const QUrl &url, Meter &meter)
{
    if (receiver == Receiver::SocketSimdjson) {
        const SocketReceiver socket(url, meter);
        return QCoreApplication::exec();
    }
    if (receiver == Receiver::Wire || receiver == Receiver::WireSimdjson || receiver == Receiver::SocketIoSimdjson) {
        const WireReceiver wire(receiver, url, meter);
        return QCoreApplication::exec();
    }
    return receiveQt(receiver, url, meter);
}

} // namespace Bellboard
