// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channel.h"
#include "stream/httpplan.h"
#include "util/clock.h"

#include <QTimer>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace Bellboard {

/// Asks a server by HTTP, beside a connection, for the lists that its profile names: one after the other, each page by page to its end.
class ListFetcher final : public QObject, private MessageSink
{
    Q_OBJECT

public:
    enum class List {
        Snapshot, ///< all there is
        CatchUp, ///< what was missed
    };

    /// What says nothing for so long does not answer; sooner than the connection gives up a catch-up of which nothing comes.
    static constexpr std::chrono::milliseconds deadline{8'000};
    /// So often a list that fails is asked for until the connection goes on without.
    static constexpr int mostTries = 2;
    static constexpr std::chrono::milliseconds pause{1'000}; ///< between two tries
    /// Between the first two askings for the same list on one connection; each further rest is twice as long, up to the longest, after which
    /// it is as at first.
    static constexpr std::chrono::milliseconds rest{2'000};
    static constexpr std::chrono::milliseconds longestRest{60'000};

    /// `plan` has a profile. `request` gives what each is asked with; `take` takes the pages in.
    ListFetcher(HttpPlan plan, std::function<ChannelRequest()> request, std::function<void(List, TextBuffer &)> take,
                const Clock &clock, QObject *parent = nullptr);
    ~ListFetcher() override;

    /// Whether the profile names that list.
    bool has(List list) const { return endpointOf(list) != nullptr; }
    /// Asks for it: at once, behind the other one, or after the rest. What was missed comes first.
    void ask(List list);
    /// The same, and its rest is over.
    void askAfresh(List list);
    /// What is to be asked for next counts as under way, but the request waits for release(), and no longer than `patience`.
    void hold(std::chrono::milliseconds patience);
    void release();
    /// How long it would rest until it is asked for, were no other one under way; also where the server wants to be left alone.
    std::chrono::milliseconds restOf(List list) const;
    /// For how long the server wants to be left alone.
    std::chrono::milliseconds wishedRest() const;
    /// Whether it is to be asked for, but not under way.
    bool wants(List list) const;
    /// The connection is gone, or another one begins: asks for nothing any more, holds nothing, and drops what is under way.
    void stop();
    /// Whether one is under way.
    bool isAsking() const { return m_list.has_value(); }
    /// Which one.
    std::optional<List> list() const { return m_list; }
    /// How many lists of what was missed were requested, and the number of the newest that ended by itself.
    int catchUpsBegun() const { return m_catchUpsBegun; }
    int newestCatchUp() const { return m_newestCatchUp; }

Q_SIGNALS:
    void askingChanged();
    /// Something of it came.
    void progressed();
    /// All of it was taken in.
    void finished(Bellboard::ListFetcher::List list);
    /// It could not be had; what came of it was taken in.
    void failed(Bellboard::ListFetcher::List list, const Bellboard::ChannelFailure &failure);

private:
    /// When one was last asked for, and for how long it is not to be asked for again.
    struct Asking
    {
        std::optional<Instant> begun;
        std::chrono::milliseconds rest = ListFetcher::rest;
    };

    const EndpointPlan *endpointOf(List list) const;
    void next();
    void open();
    void takeEnd(const ChannelFailure &failure);
    void drop();
    char *messageSpace(std::size_t capacity) override;
    void messageReceived(std::size_t size, PayloadKind kind) override;
    void pageGathered(TextBuffer &page) override;

    const HttpPlan m_plan;
    const std::function<ChannelRequest()> m_request;
    const std::function<void(List, TextBuffer &)> m_take;
    const Clock &m_clock;
    std::vector<List> m_wanted;
    std::array<Asking, 2> m_askings; ///< on this connection
    std::optional<Instant> m_notBefore; ///< the server's wish, on whatever connection
    int m_catchUpsBegun = 0;
    int m_newestCatchUp = 0;
    std::optional<List> m_list; ///< under way
    int m_tries = 0; ///< of it
    std::optional<std::chrono::milliseconds> m_patience; ///< while it is held
    std::unique_ptr<Channel> m_channel;
    QTimer m_timer; ///< until it is tried, or tried again, or the next is asked for
};

} // namespace Bellboard
