// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "notify/decision.h"

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Whether the change is news to somebody who saw the alert as it was before.
bool isNews(const AlertChange &change)
{
    return !change.before || !wantsAnswer(*change.before) || change.before->severity < change.alert.severity;
}

bool wasAnnounced(const AlertChange &change, const NotifyContext &context)
{
    return change.woken ? *change.woken <= context.notifiedWaking : change.segment <= context.notifiedSegment;
}

bool saysSomethingElse(const AlertChange &change)
{
    return change.before && (change.before->title != change.alert.title || change.before->text != change.alert.text);
}

Decision answered(const AlertChange &change, const NotifyContext &context)
{
    const auto what = change.alert.state == AlertState::Resolved ? u"it is resolved"_s : u"it is acknowledged"_s;
    const auto reason = change.alert.by.isEmpty() ? what : what + u" by "_s + change.alert.by;
    return {context.showing ? Decision::Action::Withdraw : Decision::Action::Quiet, {reason}};
}

} // namespace

Decision decide(const AlertChange &change, const NotifyRules &rules, const NotifyContext &context)
{
    using Action = Decision::Action;
    const auto &alert = change.alert;
    if (alert.state != AlertState::Raised)
        return answered(change, context);
    if (alert.snoozed)
        return {context.showing ? Action::Withdraw : Action::Quiet, {u"it is snoozed"_s}};

    QStringList reasons;
    const auto because = [&reasons](Action action, const QString &reason) {
        return Decision{action, reasons << reason};
    };
    if (alert.severity < rules.lowest)
        return because(Action::Quiet, u"its severity is below what is announced"_s);
    reasons << u"its severity is announced"_s;
    if (wasAnnounced(change, context))
        return because(Action::Quiet, u"it was announced before"_s);
    if (!isNews(change)) {
        if (saysSomethingElse(change) && context.showing && !change.replayed)
            return because(Action::Toast, u"its text changed while its toast is on the screen"_s);
        return because(Action::Quiet, u"it was raised before"_s);
    }
    if (change.before && change.before->snoozed)
        reasons << u"its snooze is over"_s;
    else if (change.before && change.before->state == AlertState::Raised)
        reasons << u"it got worse"_s;
    if (change.replayed)
        return because(Action::Later, u"it was read back from the journal"_s);
    if (context.catchingUp)
        return because(Action::Later, u"it happened while the feed was not connected"_s);
    if (context.pausedUntil > context.now)
        return because(Action::Later, u"notifications are paused"_s);
    if (alert.severity == Severity::Critical)
        return because(Action::Toast, u"critical alerts are always shown at once"_s);
    if (context.recentToasts >= rules.stormCount && !context.showing)
        return because(Action::Summary, u"more than %1 alerts came within a minute"_s.arg(rules.stormCount));
    return because(Action::Toast, u"it is new"_s);
}

} // namespace Bellboard
