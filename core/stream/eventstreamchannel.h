// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/http/eventstreamreader.h"
#include "stream/channel.h"
#include "stream/httpexchange.h"
#include "stream/httpplan.h"

#include <QTimer>

#include <memory>
#include <string>
#include <vector>

namespace Bellboard {

/// A channel that is given server-sent events (HTML Living Standard, 9.2), as [http] events of a profile says (docs/profiles.md): the data of
/// each is a message, or, where the profile knows messages by the name of their event, ["name", data].
///
/// It asks behind the positions, with the cursor, and with the id of the newest event that is kept, as each of them is then.
class EventStreamChannel final : public Channel, private EventStreamReader::Sink
{
    Q_OBJECT

public:
    explicit EventStreamChannel(HttpPlan plan, QObject *parent = nullptr);
    ~EventStreamChannel() override;

    /// `request.url` is the feed's; of it only scheme (ws for http), host, port and the token in its query count.
    void open(const ChannelRequest &request, MessageSink *sink) override;
    using Channel::send;
    bool send(const QByteArray & /*message*/, PayloadKind /*kind*/) override { return false; }
    bool takesMessages() const override { return false; }
    void askAgain() override;
    void useToken(const QUrl &url, const QByteArray &token) override;
    qint64 unsent() const override { return 0; }
    /// Asks for another stream, which takes the place of this one: that it begins answers the ping.
    bool ping(const QByteArray &payload) override;
    void close(int code, const QString &reason) override;
    void abort() override;
    ChannelFailure overdue() const override;

private:
    /// Between two times that something is missing and asked for again.
    static constexpr std::chrono::milliseconds renewalPause{1'000};

    std::unique_ptr<HttpExchange> ask();
    void renew();
    void takeAnswer(HttpExchange *exchange);
    void takePiece(const HttpExchange *exchange, QByteArrayView piece);
    bool eventRead(std::string_view name, std::string_view data, std::string_view id) override;
    void takeFailure(const ChannelFailure &failure);
    static void drop(std::unique_ptr<HttpExchange> exchange);
    void fail(const ChannelFailure &failure);

    const HttpPlan m_plan;
    ChannelRequest m_request;
    MessageSink *m_sink = nullptr;
    std::unique_ptr<HttpClient> m_client;
    std::unique_ptr<HttpExchange> m_stream;
    std::unique_ptr<HttpExchange> m_next; ///< is to take its place
    std::shared_ptr<EventStreamReader> m_reader; ///< of m_stream, once it began
    std::string m_id; ///< the newest that was handed on to be kept
    std::vector<QByteArray> m_pings; ///< not answered
    QTimer m_renewal;
    bool m_open = false;
    bool m_over = false;
};

} // namespace Bellboard
