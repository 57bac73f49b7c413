// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/socketio/enginepacket.h"
#include "protocol/socketio/socketiopacket.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace Bellboard {

/// What a server needs to go on with a session that broke (connection state recovery): who we were, and what we had.
struct SocketIoSession
{
    std::string pid; ///< private to us, a secret; empty when the server recovers nothing
    std::string offset; ///< of the last event that is kept here; empty when there is none

    bool operator==(const SocketIoSession &) const = default;
};

/// How a Socket.IO connection ended, by what came through its transport.
struct SocketIoEnd
{
    enum class Kind {
        Illegal, ///< the server broke the protocol, or speaks another one
        Closed, ///< the server closed the session
        Disconnected, ///< the server disconnected us from the namespace
        Refused, ///< the server does not let us into the namespace
    };

    Kind kind = Kind::Closed;
    std::string reason; ///< in words; of Refused the server's
    /// Of Refused: what it says in the manner of HTTP, in data.status, data.statusCode or data.code; 0 without.
    int status = 0;
};

/// A packet whose attachments have not all come.
struct IncompletePacket
{
    std::string raw;
    std::vector<std::string> attachments;
    std::size_t size = 0; ///< of all that came
    std::string why; ///< it is refused anyway; empty while it is not
};

/// The client's side of one Socket.IO connection to one namespace, without I/O: Engine.IO packets in, packets and messages out.
///
/// Which transport carries the packets, and how it ends, is nothing to it.
class SocketIoClient final
{
public:
    /// Hears what happens; a view is valid during the call only. The client must outlive the call that it makes.
    class Listener
    {
    public:
        virtual ~Listener() = default;
        /// This packet of Engine.IO is to be sent, after all earlier ones; false when it cannot be.
        virtual bool packetMade(std::string_view packet) = 0;
        /// The transport's session stands.
        virtual void engineOpened(const EngineHandshake &handshake) = 0;
        /// The server let us into the namespace: events can be sent.
        virtual void connected() = 0;
        /// The server pinged, which was answered.
        virtual void pinged() = 0;
        /// A whole message: an event as ["name", argument...], without a trailing offset, with attachments in base64 in it, or
        /// what acknowledgementMessage() makes of the answer to one of ours.
        virtual void messageRead(std::string_view message) = 0;
        /// `raw` could not be understood; `why` is a phrase for people. All behind it is taken as usual.
        virtual void packetRefused(std::string_view raw, const std::string &why) = 0;
        /// Nothing follows.
        virtual void ended(const SocketIoEnd &end) = 0;
    };

    struct Options
    {
        std::string nameSpace = "/";
        std::string auth{}; ///< the auth payload, a JSON object; empty for none
        SocketIoSession session{}; ///< to go on with
        std::size_t messageLimit = std::size_t{1} << 20; ///< of a packet with all its attachments, in bytes
    };

    /// So many acknowledgements are waited for; of more, those that were asked for first are forgotten.
    static constexpr std::size_t mostAwaited = 1024;
    /// So many events that want one are remembered until it may be given, many times what is kept at once; a server that goes on
    /// all the same is left, as none may be forgotten.
    static constexpr std::size_t mostOwed = 65'536;

    SocketIoClient(Options options, Listener &listener);

    /// Takes a packet that came as text.
    void receive(std::string_view packet);
    /// Takes one that came as bytes: an attachment.
    void receiveBinary(std::string_view bytes);
    /// Sends an event, ["name", argument...]; with a key it is to be acknowledged, which then comes as a message with that key. Only
    /// while connected.
    void send(std::string_view event, std::string_view key = {});
    /// All messages that were read are kept: acknowledges those of which the server wants it, and moves the session's offset. May come
    /// late: when all is over it still moves the offset. What cannot be sent now is acknowledged by the next call.
    void confirm();

    bool isConnected() const { return m_phase == Phase::Connected; }
    /// Whether the server went on with the session that was given, so that what was missed follows.
    bool isRecovered() const { return m_recovered; }
    /// To go on with on another connection, as of the last confirm().
    const SocketIoSession &session() const { return m_session; }

private:
    enum class Phase {
        Opening, ///< the handshake of Engine.IO has not come
        Connecting, ///< the server has not answered to our Connect
        Connected, ///< events go both ways
        Over, ///< nothing is read or sent any more
    };

    void takeHandshake(std::string_view json);
    void takeMessage(std::string_view text);
    void take(const SocketIoPacket &packet, std::string_view raw, std::span<const std::string> attachments = {});
    void takeConsent(const SocketIoPacket &packet, std::string_view raw);
    void takeRefusal(std::string_view json);
    void takeEvent(const SocketIoPacket &packet, std::string_view raw, std::span<const std::string> attachments);
    void takeAcknowledgement(const SocketIoPacket &packet, std::string_view raw,
                             std::span<const std::string> attachments);
    void refuseIncomplete();
    bool sendPacket(const SocketIoPacket &packet);
    void end(SocketIoEnd::Kind kind, std::string reason, int status = 0);

    const Options m_options;
    Listener &m_listener;
    Phase m_phase = Phase::Opening;
    bool m_recovered = false;
    SocketIoSession m_session;
    std::string m_newestOffset; ///< not confirmed yet
    std::optional<IncompletePacket> m_incomplete;
    std::uint64_t m_nextId = 0;
    std::map<std::uint64_t, std::string> m_awaited; ///< keys of what we sent, by the id of its acknowledgement
    std::deque<std::uint64_t> m_owed; ///< ids of events that are not confirmed
};

} // namespace Bellboard
