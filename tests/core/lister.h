// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "enginefixture.h"
#include "httptestserver.h"
#include "profile/profilefile.h"

#include <QCryptographicHash>
#include <QHash>
#include <QTest>

namespace Bellboard {

using namespace Qt::Literals::StringLiterals;

/// How a backend is, whose events come by server-sent events or by WebSocket.
struct Manner
{
    bool isNumbered = false;
    bool replays = false;
    bool byWebSocket = false;
    bool greets = false; ///< says that a connection is welcome
    bool isTimed = false;
};

inline std::shared_ptr<const Profile> profileWith(const QByteArray &lists, const Manner &manner = {})
{
    const auto file =
        ProfileFile::parse(QByteArray("[connection]\n") + (manner.byWebSocket ? "" : "transport = \"polling\"\n")
                               + (manner.replays ? "replays = true\n" : "")
                               + "[kind]\npointer = \"/kind\"\notherwise = \"task\"\n"
                                 "[message.task]\ntype = \"task\"\nsubject = \"/id\"\n"
                               + (manner.isNumbered ? "stream = { value = \"st\" }\nsequence = \"/n\"\n" : "")
                               + (manner.isTimed ? "time = \"/at\"\n" : "")
                               + "data = { status = { value = \"queued\" }, priority = { value = \"info\" }, title = "
                                 "\"/title\" }\n"
                               + (manner.greets ? "[message.hello]\ntype = \"control.welcome\"\n" : "")
                               + (manner.byWebSocket ? "" : "[http]\nevents = \"/events\"\n") + lists,
                           u"test"_s);
    for (const auto &problem : file.problems)
        qWarning("%s", qPrintable(problem.text()));
    return file.profile;
}

inline const Manner numbered{.isNumbered = true};

inline QByteArray task(const QByteArray &id, const QByteArray &title, int number = 1)
{
    return R"({"id":")" + id + R"(","title":")" + title + R"(","n":)" + QByteArray::number(number) + '}';
}

inline const QByteArray behindOffset = "[http.catchup]\npath = \"/missed?after={{offset}}\"\n";
/// A server that says how far its stream goes, and, in that stream, who writes.
inline const QByteArray endings =
    "[message.end]\ntype = \"control.caughtup\"\ndata = { stream = { value = \"st\" }, recovered = \"/whole\", "
    "offset = \"/n\" }\n[message.typing]\ntype = \"control.typing\"\nstream = { value = \"st\" }\nsequence = \"/n\"\n"
    "data = { conversation = { value = \"C-1\" }, by = { value = \"Priya\" } }\n";
inline const QByteArray byCursor =
    "[http.catchup]\npath = \"/missed?after={{cursor}}\"\nlist = \"/items\"\nnext = \"/next\"\n";
inline const QByteArray snapshotList = "[http.snapshot]\npath = \"/all\"\n";
inline const QByteArray wholeList = "[http.catchup]\npath = \"/missed\"\n";

/// A server of events with lists beside them, which wait until they are given.
class Lister : public HttpTestServer
{
public:
    Lister()
    {
        answer = [this](QTcpSocket *socket, const Request &request) {
            if (request.target() == "/events") {
                ++streams;
                client = socket;
                socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + inEvent(opening));
            } else if (const auto key = request.field("Sec-WebSocket-Key"); !key.isEmpty()) {
                ++streams;
                client = socket;
                isWebSocket = true;
                const auto digest =
                    QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1);
                socket->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                              "Sec-WebSocket-Accept: "
                              + digest.toBase64() + "\r\n\r\n" + inFrame(opening));
                socket->disconnect(this);
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { takeFrames(socket); });
            } else {
                asked.append(QString::fromLatin1(request.target()));
                list = socket;
                if (given)
                    given(request);
            }
        };
    }
    void say(const QByteArray &message) const { client->write(isWebSocket ? inFrame(message) : inEvent(message)); }
    /// Answers the ping that came, or comes next.
    void answerPing()
    {
        mayAnswer = true;
        if (ping.isNull())
            return;
        const auto payload = std::exchange(ping, {});
        client->write("\x8a" + QByteArray(1, static_cast<char>(payload.size())) + payload);
    }
    void give(const QList<QByteArray> &items) const { list->write(answerWith('[' + items.join(',') + ']')); }

    std::function<void(const Request &)> given; ///< what is to be done at once
    QPointer<QTcpSocket> client;
    QPointer<QTcpSocket> list;
    QStringList asked;
    int streams = 0;
    QByteArray opening; ///< is said with the beginning of each connection, in one piece
    bool isWebSocket = false;
    bool mayAnswer = true; ///< pings at once
    QByteArray ping; ///< that waits for its answer; null without one
    QList<QByteArray> said; ///< by the client, by WebSocket

private:
    void takeFrames(QTcpSocket *socket)
    {
        auto &frames = m_frames[socket];
        frames += socket->readAll();
        while (frames.size() >= 6) {
            const auto size = static_cast<qsizetype>(frames[1] & 0x7f);
            if (size >= 126)
                qFatal("more than a client was thought to say");
            if (frames.size() < 6 + size)
                return;
            auto payload = frames.mid(6, size);
            for (qsizetype i = 0; i < size; ++i)
                payload[i] = static_cast<char>(payload[i] ^ frames[2 + i % 4]);
            const int opcode = frames[0] & 0x0f;
            frames.remove(0, 6 + size);
            if (opcode == 0x1)
                said.append(payload);
            if (opcode != 0x9 || socket != client)
                continue;
            ping = payload;
            if (mayAnswer)
                answerPing();
        }
    }
    static QByteArray inEvent(const QByteArray &message)
    {
        return message.isEmpty() ? message : "data: " + message + "\n\n";
    }
    static QByteArray inFrame(const QByteArray &message)
    {
        if (message.isEmpty())
            return message;
        QByteArray head = "\x81";
        if (message.size() < 126) {
            head += static_cast<char>(message.size());
        } else {
            head += static_cast<char>(127);
            for (int shift = 56; shift >= 0; shift -= 8)
                head += static_cast<char>(static_cast<quint64>(message.size()) >> shift);
        }
        return head + message;
    }

    QHash<QTcpSocket *, QByteArray> m_frames;
};

/// An engine that remembers the title of each task's events.
class Listed : public TestEngine
{
public:
    Listed(const QString &folder, const Lister &server, const std::shared_ptr<const Profile> &profile,
           std::chrono::milliseconds repairTimeout = StreamRepair::timeout, Connection::Settings connection = {})
        : TestEngine(folder, urlOf(server, *profile), Engine::Replay::FromStart, repairTimeout, profile,
                     std::move(connection))
    {
        connect(&engine, &Engine::batchReady, this, [this](const EventBatchPtr &batch) {
            for (const auto &event : batch->events) {
                if (std::holds_alternative<GapData>(event.data)) {
                    gapSegments.append(batch->segment);
                    order.append(u"gap"_s);
                }
                const auto *task = std::get_if<TaskData>(&event.data);
                if (!task)
                    continue;
                segments.append(batch->segment);
                times.append(event.time);
                titles.append(QString::fromUtf8(event.subject.data(), static_cast<qsizetype>(event.subject.size()))
                              + u' '
                              + QString::fromUtf8(task->title.data(), static_cast<qsizetype>(task->title.size())));
                order.append(titles.last());
                if (event.isLate)
                    late.append(titles.last());
            }
        });
    }

    QStringList titles;
    QStringList late; ///< those of them that are that
    QStringList order; ///< the titles, and a "gap" for each
    QList<Timestamp> times; ///< of the same
    QList<qint64> segments; ///< of the journal, in which they are
    QList<qint64> gapSegments;

private:
    static QUrl urlOf(const Lister &server, const Profile &profile)
    {
        auto url = server.url();
        if (profile.transport == Transport::WebSocket)
            url.setScheme(u"ws"_s);
        return url;
    }
};

/// Waits until it is live, and has taken in `first`.
inline void begin(Listed &client, const Lister &server, const QByteArray &first)
{
    QVERIFY(client.engine.start());
    QTRY_VERIFY(client.isLive());
    server.say(first);
    QTRY_COMPARE(client.titles.size(), 1);
}

} // namespace Bellboard
