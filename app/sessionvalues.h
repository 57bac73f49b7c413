// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/badge.h"

#include <QString>
#include <QStringList>
#include <QtQml/qqml.h>

namespace Bellboard {

/// What the banner under the header says: the worst thing about the feeds, or nothing.
class Banner
{
    Q_GADGET
    QML_VALUE_TYPE(banner)
    Q_PROPERTY(bool visible MEMBER visible)
    Q_PROPERTY(QString severity MEMBER severity)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(bool canRetry MEMBER canRetry)
    Q_PROPERTY(QString feed MEMBER feed)

public:
    bool visible = false;
    QString severity; ///< a severity token: "critical", "high", "warning", "info", "ok", "stale"
    QString text; ///< one or two sentences for people
    bool canRetry = false; ///< Retry now would do something
    QString feed; ///< the feed it is about; empty when it is about several

    bool operator==(const Banner &) const = default;
};

/// What people should know of the journal, as long as it is so.
class JournalNote
{
    Q_GADGET
    QML_VALUE_TYPE(journalNote)
    Q_PROPERTY(QString severity MEMBER severity)
    Q_PROPERTY(QString stateText MEMBER stateText)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(QStringList setAside MEMBER setAside)

public:
    QString severity; ///< the severity token that goes with it; empty when there is nothing to know
    QString stateText; ///< the same in a word or two
    QString text; ///< sentences; may be empty
    QStringList setAside; ///< paths of damaged journals that were kept, newest first

    bool operator==(const JournalNote &) const = default;
};

/// What each page's entry in the rail shows.
class Badges
{
    Q_GADGET
    QML_VALUE_TYPE(badges)
    Q_PROPERTY(Bellboard::Badge inbox MEMBER inbox)
    Q_PROPERTY(Bellboard::Badge payments MEMBER payments)
    Q_PROPERTY(Bellboard::Badge reconciliation MEMBER reconciliation)
    Q_PROPERTY(Bellboard::Badge charity MEMBER charity)
    Q_PROPERTY(Bellboard::Badge review MEMBER review)
    Q_PROPERTY(Bellboard::Badge chat MEMBER chat)
    Q_PROPERTY(Bellboard::Badge connections MEMBER connections)

public:
    Badge inbox;
    Badge payments;
    Badge reconciliation;
    Badge charity;
    Badge review;
    Badge chat;
    Badge connections;

    bool operator==(const Badges &) const = default;
};

} // namespace Bellboard
