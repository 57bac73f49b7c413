// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/boards.h"

#include <QtQml/qqml.h>

// The classes of core/board under their QML names: core itself knows nothing of QML. Each adaptor is only a declaration;
// nothing ever makes one.

namespace Bellboard {

struct RowModelAdaptor
{
    Q_GADGET
    QML_FOREIGN(Bellboard::RowModel)
    QML_NAMED_ELEMENT(RowModel)
    QML_UNCREATABLE("held by the session")
};

struct KpiModelAdaptor
{
    Q_GADGET
    QML_FOREIGN(Bellboard::KpiModel)
    QML_NAMED_ELEMENT(KpiModel)
    QML_UNCREATABLE("held by the session")
};

struct BoardAdaptor
{
    Q_GADGET
    QML_FOREIGN(Bellboard::Board)
    QML_NAMED_ELEMENT(Board)
    QML_UNCREATABLE("held by the session")
};

struct InboxBoardAdaptor
{
    Q_GADGET
    QML_FOREIGN(Bellboard::InboxBoard)
    QML_NAMED_ELEMENT(InboxBoard)
    QML_UNCREATABLE("held by the session")
};

struct PaymentsBoardAdaptor
{
    Q_GADGET
    QML_FOREIGN(Bellboard::PaymentsBoard)
    QML_NAMED_ELEMENT(PaymentsBoard)
    QML_UNCREATABLE("held by the session")
};

struct ReconciliationBoardAdaptor
{
    Q_GADGET
    QML_FOREIGN(Bellboard::ReconciliationBoard)
    QML_NAMED_ELEMENT(ReconciliationBoard)
    QML_UNCREATABLE("held by the session")
};

struct CharityBoardAdaptor
{
    Q_GADGET
    QML_FOREIGN(Bellboard::CharityBoard)
    QML_NAMED_ELEMENT(CharityBoard)
    QML_UNCREATABLE("held by the session")
};

struct ReviewBoardAdaptor
{
    Q_GADGET
    QML_FOREIGN(Bellboard::ReviewBoard)
    QML_NAMED_ELEMENT(ReviewBoard)
    QML_UNCREATABLE("held by the session")
};

struct ChatBoardAdaptor
{
    Q_GADGET
    QML_FOREIGN(Bellboard::ChatBoard)
    QML_NAMED_ELEMENT(ChatBoard)
    QML_UNCREATABLE("held by the session")
};

struct MessageModelAdaptor
{
    Q_GADGET
    QML_FOREIGN(Bellboard::MessageModel)
    QML_NAMED_ELEMENT(MessageModel)
    QML_UNCREATABLE("held by the session")
};

struct PresenceModelAdaptor
{
    Q_GADGET
    QML_FOREIGN(Bellboard::PresenceModel)
    QML_NAMED_ELEMENT(PresenceModel)
    QML_UNCREATABLE("held by the session")
};

struct BadgeAdaptor
{
    Q_GADGET
    QML_FOREIGN(Bellboard::Badge)
    QML_VALUE_TYPE(badge)
};

struct BoardDetailAdaptor
{
    Q_GADGET
    QML_FOREIGN(Bellboard::BoardDetail)
    QML_VALUE_TYPE(boardDetail)
};

struct DetailFieldAdaptor
{
    Q_GADGET
    QML_FOREIGN(Bellboard::DetailField)
    QML_VALUE_TYPE(detailField)
};

struct TimelineEntryAdaptor
{
    Q_GADGET
    QML_FOREIGN(Bellboard::TimelineEntry)
    QML_VALUE_TYPE(timelineEntry)
};

struct DetailActionAdaptor
{
    Q_GADGET
    QML_FOREIGN(Bellboard::DetailAction)
    QML_VALUE_TYPE(detailAction)
};

} // namespace Bellboard
