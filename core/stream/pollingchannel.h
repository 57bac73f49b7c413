// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "journal/ledger.h"
#include "stream/channel.h"
#include "stream/httpexchange.h"

#include <QTimer>

#include <functional>
#include <list>
#include <memory>
#include <string>
#include <vector>

namespace Bellboard {

struct Profile;

/// A channel that asks for what is new by HTTP, again and again, as [http] poll of a profile says (docs/profiles.md).
///
/// Each stream that has a position is asked for behind that, as it is then; a request that the server holds until there is something is
/// followed by the next at once. A request that fails ends the channel: what it did not bring, the next channel asks for.
class PollingChannel final : public Channel
{
    Q_OBJECT

public:
    /// What it asks for.
    struct Plan
    {
        std::shared_ptr<const Profile> profile; ///< with `poll`
        QString user;
        std::function<std::vector<StreamCursor>()> positions; ///< as they are now
    };

    explicit PollingChannel(Plan plan, QObject *parent = nullptr);
    ~PollingChannel() override;

    /// `request.url` is the feed's; of it only scheme (ws for http), host, port and the token in its query count.
    void open(const ChannelRequest &request, MessageSink *sink) override;
    using Channel::send;
    bool send(const QByteArray & /*message*/, PayloadKind /*kind*/) override { return false; }
    bool takesMessages() const override { return false; }
    void askAgain() override;
    qint64 unsent() const override { return 0; }
    /// Asks anew on a new connection; that it is made answers the ping.
    bool ping(const QByteArray &payload) override;
    void close(int code, const QString &reason) override;
    void abort() override;
    ChannelFailure overdue() const override;

private:
    /// Who asks for one stream, or for all.
    struct Asker
    {
        std::string stream; ///< empty: for all
        StreamCursor position; ///< from which the pages at hand were asked for
        std::string cursor; ///< of the page that is asked for
        Instant asked;
        Instant due; ///< when it asks, unless it is asking
        std::unique_ptr<HttpExchange> exchange; ///< null unless it is asking
    };
    using Place = std::list<Asker>::iterator;

    void makeClient();
    void findStreams();
    void pump();
    void ask(Place asker);
    QUrl urlFor(const Asker &asker) const;
    void takePage(Place asker);
    void planNext(Place asker, bool wasEmpty, const std::string &next);
    void noteOpen();
    void fail(const ChannelFailure &failure);
    void fail(ChannelError error, const QString &detail);

    const Plan m_plan;
    ChannelRequest m_request;
    MessageSink *m_sink = nullptr;
    SystemClock m_clock;
    std::unique_ptr<HttpClient> m_client;
    std::list<Asker> m_askers;
    QTimer m_timer; ///< until the next asks
    QTimer m_holdTimer; ///< until a request that is not answered counts as held
    std::vector<QByteArray> m_pings; ///< not answered
    bool m_holds = false; ///< the server answers when there is something
    bool m_open = false;
    bool m_over = false;
};

/// The address of `path` on the host of a feed's `url`, for HTTP; with what `url` has of the parameter `kept` in its query.
QUrl httpUrl(const QUrl &url, const std::string &path, const QString &kept = {});

} // namespace Bellboard
