// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channel.h"
#include "stream/httpexchange.h"
#include "stream/httpplan.h"
#include "stream/pollpages.h"

#include <QTimer>

#include <list>
#include <memory>
#include <string>
#include <vector>

namespace Bellboard {

/// A channel that asks for what is new by HTTP, again and again, as [http] poll of a profile says (docs/profiles.md).
///
/// Each thing that is asked for by itself has an Asker: it asks behind the position, or with the cursor, as that is then, page after page,
/// and anew after a pause. A request that fails ends the channel: what it did not bring, the next channel asks for.
class PollingChannel final : public Channel
{
    Q_OBJECT

public:
    explicit PollingChannel(HttpPlan plan, QObject *parent = nullptr);
    /// Asks for `list` of the profile instead, to its end and not again, and closes; each page has so long for its next part.
    PollingChannel(HttpPlan plan, const EndpointPlan &list, std::chrono::milliseconds deadline);
    ~PollingChannel() override;

    /// `request.url` is the feed's; of it only scheme (ws for http), host, port and the token in its query count.
    void open(const ChannelRequest &request, MessageSink *sink) override;
    using Channel::send;
    bool send(const QByteArray & /*message*/, PayloadKind /*kind*/) override { return false; }
    bool takesMessages() const override { return false; }
    void askAgain() override;
    bool isBehind() const override { return m_behind; }
    void useToken(const QUrl &url, const QByteArray &token) override;
    void leave() override;
    /// Between two answers may be as much.
    std::chrono::milliseconds heartbeat() const override;
    qint64 unsent() const override { return 0; }
    /// Asks for one thing anew on a new connection; that it is made answers the ping, and has the others ask anew, one after the other.
    bool ping(const QByteArray &payload) override;
    void close(int code, const QString &reason) override;
    void abort() override;
    ChannelFailure overdue() const override;

private:
    /// Who asks for one stream, or for all.
    struct Asker
    {
        PollPages pages;
        std::string stream{}; ///< empty: for all
        StreamCursor position{}; ///< from which the pages at hand were asked for
        std::string positions{}; ///< the same of all streams, as JSON
        Instant asked{};
        Instant due{}; ///< when it asks, unless it is asking
        int token = 0; ///< the number of the one that it asked with
        int pageCount = 0; ///< of a list that is asked for once
        int emptyPages = 0; ///< in a row
        std::unique_ptr<HttpExchange> exchange{}; ///< null unless it is asking
        bool isThrough = false; ///< what was missed has been read
        bool isDoubted = false; ///< it is asking, by a connection that may be dead
        bool hasLeft = false; ///< asks no more, as another channel goes on
    };
    using Place = std::list<Asker>::iterator;

    void setUp();
    void findStreams();
    void addAsker(const std::string &stream);
    void pump();
    void ask(Place asker);
    void takePosition(Asker &asker) const;
    QUrl urlFor(const Asker &asker) const;
    void connectTo(HttpExchange &exchange, Place asker);
    void noteConnected();
    void drop(Asker &asker);
    void takePage(Place asker);
    void handOver(std::string_view list);
    void takeFailure(Place asker, const ChannelFailure &failure);
    /// Looks whether requests that are not answered are held.
    void lookForHolds();
    void noteOpen();
    void noteThrough();
    void noteLeft();
    void fail(const ChannelFailure &failure);
    void fail(ChannelError error, const QString &detail);

    const HttpPlan m_plan;
    const EndpointPlan &m_endpoint; ///< of the plan's profile
    const std::chrono::milliseconds m_deadline;
    const bool m_isOnce;
    ChannelRequest m_request;
    MessageSink *m_sink = nullptr;
    SystemClock m_clock;
    std::unique_ptr<HttpClient> m_client;
    std::list<Asker> m_askers;
    QTimer m_timer; ///< until the next asks
    QTimer m_holdTimer; ///< until a request that is not answered counts as held
    std::vector<QByteArray> m_pings; ///< not answered
    int m_token = 0; ///< so many there were
    bool m_answers = false; ///< the server has answered sooner than one that holds a request
    bool m_connected = false;
    bool m_open = false;
    bool m_behind = true;
    bool m_leaving;
    bool m_over = false;
};

} // namespace Bellboard
