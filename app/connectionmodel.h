// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/freshness.h"
#include "feed/engine.h"
#include "util/clock.h"

#include <QAbstractListModel>
#include <QtQml/qqml.h>

namespace Bellboard {

/// The feeds, one row each in the order of feeds.toml, with what is known of their connections in words.
class ConnectionModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by the session")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    /// How fresh all streams together are: "live", "late", "stale" or "unknown".
    Q_PROPERTY(QString freshness READ freshnessToken NOTIFY freshnessChanged)
    /// The same with its age, in a few words that name the worst stream: "Late · payments: newest 12 s ago".
    Q_PROPERTY(QString freshnessText READ freshnessText NOTIFY freshnessChanged)
    /// What is behind that, in whole sentences.
    Q_PROPERTY(QString freshnessTip READ freshnessTip NOTIFY freshnessChanged)

public:
    enum Role {
        NameRole = Qt::UserRole + 1, ///< QString, the feed's name
        UrlRole, ///< QString, without user, password and query
        StateTextRole, ///< QString, the state in a word or two: "Live"
        StateSeverityRole, ///< QString, the severity token that goes with the state
        ExplanationRole, ///< QString, what is wrong and what helps; empty when nothing is wrong
        LastDataTextRole, ///< QString, "2 s ago" or "no data yet"
        RoundTripTextRole, ///< QString, how long the server takes to answer: "42 ms"; empty while that is not known
        NextTryTextRole, ///< QString, "Next try in 0:08" or empty
        ReceivedRole, ///< quint64, events taken since the start
        DuplicatesRole, ///< quint64, events that came again and were dropped
        QuarantinedRole, ///< quint64, messages that could not be read
        UnmatchedRole, ///< quint64, of these, since the start, messages of kinds that the feed's profile does not know
        GapsRole, ///< quint64, parts of streams the server could not give
        RepairsRole, ///< quint64, parts of streams it gave when asked again, or by a snapshot
        CanRetryRole, ///< bool, Retry now would do something
        NeedsTokenRole, ///< bool, it waits for a token
        HistoryRole, ///< QStringList, all that is known to have happened to the connection, newest first: "2 min ago · ..."
        StreamsRole, ///< QStringList, each stream with its newest offset and its age: "payments · 1,078 · Live · newest 2 s ago"
        StreamFreshnessRole, ///< QStringList, the token of how fresh each of these is
        StreamTipsRole, ///< QStringList, what is behind that, in whole sentences
    };
    Q_ENUM(Role)

    explicit ConnectionModel(const Clock &clock, QObject *parent = nullptr);

    /// Makes one row for each feed, stopped.
    void setFeeds(const QList<FeedSettings> &feeds);
    /// Takes the newest status of the feed with its name; unknown names are ignored.
    void update(const FeedStatus &status);
    /// Moves the ages and the countdown; announces only those that read differently.
    void tick();

    int count() const { return static_cast<int>(m_rows.size()); }
    const QList<FeedStatus> &statuses() const { return m_rows; }
    /// The place of the feed in the list, -1 when there is none of that name.
    Q_INVOKABLE int indexOf(const QString &feed) const;

    QString freshnessToken() const { return tokenOf(m_freshnessNote.state); }
    QString freshnessText() const { return m_freshnessNote.text; }
    QString freshnessTip() const { return m_freshnessNote.tip; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    void freshnessChanged();

private:
    /// The streams of a feed, as their roles have them.
    struct Streams
    {
        QStringList lines;
        QStringList freshness;
        QStringList tips;

        bool operator==(const Streams &) const = default;
    };

    void updateFreshness(Timestamp now);

    QString lastDataText(const FeedStatus &status, Timestamp now) const;
    static Streams streams(const FeedStatus &status, Timestamp now);
    static QStringList history(const FeedStatus &status, Timestamp now);
    QString nextTryText(const FeedStatus &status, Timestamp now) const;

    const Clock &m_clock;
    QList<FeedSettings> m_feeds;
    QList<FeedStatus> m_rows;
    FreshnessNote m_freshnessNote;
    Timestamp m_lastTick;
};

} // namespace Bellboard
