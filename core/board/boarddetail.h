// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"

#include <QList>
#include <QMetaType>
#include <QObject>
#include <QString>
#include <QVariantList>

#include <algorithm>

namespace Bellboard {

/// One labelled value of a detail pane; plain text, never markup.
struct DetailField
{
    Q_GADGET
    Q_PROPERTY(QString label MEMBER label)
    Q_PROPERTY(QString value MEMBER value)
    Q_PROPERTY(bool mono MEMBER mono)
public:
    QString label;
    QString value;
    bool mono = false; ///< an identifier, for the monospaced font

    bool operator==(const DetailField &) const = default;
};

/// One thing that happened to the item, with its local time of day.
struct TimelineEntry
{
    Q_GADGET
    Q_PROPERTY(QString time MEMBER time)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(QString note MEMBER note)
    Q_PROPERTY(bool pending MEMBER pending)
public:
    QString time;
    QString text;
    QString note{}; ///< what somebody wrote down; empty when nothing was written
    bool pending = false; ///< the user asked for it, and the backend has not said yes
    Timestamp at{}; ///< what `time` says; the epoch where nothing is put between

    bool operator==(const TimelineEntry &) const = default;
};

/// Something the user may do with the item.
struct DetailAction
{
    Q_GADGET
    Q_PROPERTY(QString id MEMBER id)
    Q_PROPERTY(QString label MEMBER label)
    Q_PROPERTY(bool primary MEMBER primary)
    Q_PROPERTY(bool enabled MEMBER enabled)
public:
    /// "acknowledge", "unacknowledge", "snooze", "unsnooze", "take", "assign", "edit", "resolve", "saveMine", "discardMine", "reply", or
    /// "conversation", which only leads there.
    QString id;
    QString label;
    bool primary = false; ///< the one to stand out
    bool enabled = true;

    bool operator==(const DetailAction &) const = default;
};

/// Everything a detail pane shows of one row; all text is plain.
struct BoardDetail
{
    Q_GADGET
    Q_PROPERTY(bool valid MEMBER valid)
    Q_PROPERTY(QString key MEMBER key)
    Q_PROPERTY(QString kind MEMBER kind)
    Q_PROPERTY(QString severity MEMBER severity)
    Q_PROPERTY(QString badge MEMBER badge)
    Q_PROPERTY(QString title MEMBER title)
    Q_PROPERTY(QString subtitle MEMBER subtitle)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(QVariantList fields READ fieldList)
    Q_PROPERTY(QVariantList timeline READ timelineList)
    Q_PROPERTY(QVariantList actions READ actionList)
    Q_PROPERTY(bool takesNotes MEMBER takesNotes)
    Q_PROPERTY(QString conversationKey MEMBER conversationKey)
    Q_PROPERTY(bool canSnooze READ canSnooze)
    Q_PROPERTY(QString version MEMBER version)
    Q_PROPERTY(QString editText MEMBER editText)
    Q_PROPERTY(QString editReason MEMBER editReason)
public:
    bool valid = false; ///< false when nothing is selected
    QString key; ///< the row's KeyRole
    QString kind; ///< what it is: "alert", "task", "help", "exception", "rule", "conversation", "payment", "run", ...
    QString severity; ///< token of the badge's colour and shape
    QString badge; ///< such as "Critical · needs acknowledgement"
    QString title;
    QString subtitle; ///< such as "Charity · 09:40:25 · #EM-0193"
    QString text;
    QList<DetailField> fields;
    QList<TimelineEntry> timeline; ///< oldest first
    QList<DetailAction> actions;
    bool takesNotes = false; ///< people may write notes about it
    QString
        conversationKey; ///< of the conversation that belongs to it, as "conversation" opens it; empty when there is none

    QString version; ///< what the backend calls this state of it; empty when it does not say
    QString changedBy; ///< whoever brought it there, as people are called here; empty when nobody knows
    QString editKey; ///< of the user's change that was not done; empty when there is none
    QString editText; ///< what the user wrote there
    QString editReason; ///< why it was not done

    QVariantList fieldList() const { return toVariants(fields); }
    QVariantList timelineList() const { return toVariants(timeline); }
    QVariantList actionList() const { return toVariants(actions); }

    /// Whether it may be put off, or put off otherwise.
    bool canSnooze() const
    {
        return std::any_of(actions.cbegin(), actions.cend(), [](const DetailAction &action) {
            return action.id == u"snooze" || action.id == u"unsnooze";
        });
    }

    bool operator==(const BoardDetail &) const = default;

private:
    template<typename T>
    static QVariantList toVariants(const QList<T> &values)
    {
        QVariantList variants;
        variants.reserve(values.size());
        for (const T &value : values)
            variants.append(QVariant::fromValue(value));
        return variants;
    }
};

} // namespace Bellboard
