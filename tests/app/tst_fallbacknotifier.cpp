// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desktop/fallbacknotifier.h"

#include "recordingnotifier.h"
#include "stricttest.h"

#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

class TestFallbackNotifier : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheFirstRefusesTheSecondShows()
    {
        auto first = std::make_unique<RecordingNotifier>();
        auto second = std::make_unique<RecordingNotifier>();
        auto *one = first.get();
        auto *two = second.get();
        FallbackNotifier notifier(std::move(first), std::move(second));
        QSignalSpy shown(&notifier, &Notifier::shown);
        QSignalSpy refused(&notifier, &Notifier::refused);
        const Toast toast{u"0/a"_s, Severity::Critical, u"Title"_s, {}, true};
        notifier.show(toast);
        QCOMPARE(one->shows, 1);
        QCOMPARE(two->shows, 0);
        notifier.withdraw(toast.id);
        QVERIFY(one->toasts.isEmpty());

        one->refuses = true;
        notifier.show(toast);
        QCOMPARE(two->toasts.value(toast.id).title, u"Title"_s);
        QCOMPARE(shown.size(), 2);
        QVERIFY(refused.isEmpty());
        notifier.withdraw(toast.id);
        QVERIFY(two->toasts.isEmpty());

        two->refuses = true;
        notifier.show(toast);
        QCOMPARE(refused.size(), 1);
        QCOMPARE(shown.size(), 2);
    }

    void clicksOnBothCount()
    {
        auto first = std::make_unique<RecordingNotifier>();
        auto second = std::make_unique<RecordingNotifier>();
        const QList<RecordingNotifier *> both{first.get(), second.get()};
        FallbackNotifier notifier(std::move(first), std::move(second));
        QSignalSpy activated(&notifier, &Notifier::activated);
        QSignalSpy acknowledged(&notifier, &Notifier::acknowledged);
        QSignalSpy snoozed(&notifier, &Notifier::snoozed);
        QSignalSpy closed(&notifier, &Notifier::closed);
        QSignalSpy returned(&notifier, &Notifier::returned);
        for (auto *each : both) {
            Q_EMIT each->activated(u"0/a"_s, {});
            Q_EMIT each->acknowledged(u"0/a"_s);
            Q_EMIT each->snoozed(u"0/a"_s);
            Q_EMIT each->closed(u"0/a"_s);
            Q_EMIT each->returned();
        }
        for (const auto *spy : {&activated, &acknowledged, &snoozed, &closed, &returned})
            QCOMPARE(spy->size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestFallbackNotifier)
#include "tst_fallbacknotifier.moc"
