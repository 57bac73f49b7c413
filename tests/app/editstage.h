// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "rawclient.h"
#include "windowstage.h"

#include <QTest>

namespace Bellboard {

using namespace Qt::Literals::StringLiterals;

/// A window on the Reconciliation page, what leaves it, and Lee, who changes the same things.
struct EditStage : Stage
{
    EditStage() : Stage(true)
    {
        QObject::connect(engine.get(), &Engine::commandProgressed, &lee, [this](const auto &progress) {
            const auto &command = progress.command;
            if (!phases.contains(command.key))
                sent.append(u"%1 %2 over %3: "_s.arg(command.name, command.subject, command.base) + command.text);
            phases.insert(command.key, progress.phase);
        });
    }

    /// Shows `key` when it is there.
    void show(const RowModel *table, const QString &key)
    {
        QTRY_VERIFY_WITH_TIMEOUT(table->detailOf(key).valid, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(session->connectionSeverity(), u"ok"_s, 20'000);
        session->openItem(u"reconciliation"_s, key);
        QTRY_COMPARE(table->selectedKey(), key);
    }
    void join()
    {
        lee.open(demo.url());
        QTRY_VERIFY(lee.isOpen());
        lee.send(u"hello"_s, {{u"client"_s, u"raw/1"_s}, {u"user"_s, u"Lee"_s}});
        QTRY_COMPARE(lee.controls(u"welcome"_s).size(), 1);
    }
    void leeChanges(const QString &rule, const QString &text)
    {
        const auto base = rules()->detailOf(rule).version;
        lee.send(u"command"_s,
                 {{u"command"_s, u"edit"_s},
                  {u"kind"_s, u"rule"_s},
                  {u"subject"_s, rule.section(u'/', 1)},
                  {u"key"_s, u"lee-"_s + rule + base},
                  {u"arguments"_s, QJsonObject{{u"text"_s, text}, {u"base"_s, base}}}});
        QTRY_COMPARE(rules()->detailOf(rule).text, text);
    }

    RowModel *rules() const { return session->reconciliation()->rules(); }
    RowModel *exceptions() const { return session->reconciliation()->exceptions(); }
    QQuickItem *root() const { return window->contentItem(); }
    /// The visible item of this name; nullptr when there is none.
    QQuickItem *item(const QString &name) const { return itemNamed(root(), name); }
    /// What stands in the field of this name; null when it cannot be seen.
    QString textIn(const QString &name) const
    {
        const auto *field = item(name);
        return field ? field->property("text").toString() : QString();
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(window.data(), key, modifiers); }
    void write(const char *text)
    {
        for (; *text; ++text)
            QTest::keyClick(window.data(), *text);
    }
    /// Where the mouse meets the middle of the item of this name, once everything has its place.
    QPoint middleOf(const QString &name)
    {
        bool isLaidOut = false;
        QObject frame;
        QObject::connect(window.data(), &QQuickWindow::afterAnimating, &frame, [&isLaidOut] { isLaidOut = true; });
        window->update();
        [&] { QTRY_VERIFY(isLaidOut && item(name)); }();
        const auto *there = item(name);
        return there ? there->mapToScene({there->width() / 2, there->height() / 2}).toPoint() : QPoint();
    }
    void click(const QString &name) { QTest::mouseClick(window.data(), Qt::LeftButton, {}, middleOf(name)); }
    /// Presses the button of an action, once no dialog is in its way any more, and waits until what asks for words has the keyboard.
    void ask(const QString &actionId, const QString &field)
    {
        QTRY_VERIFY(!item(field));
        click(u"action-"_s + actionId);
        QTRY_VERIFY(item(field) && item(field)->hasActiveFocus());
    }
    /// Whether one of the lines in which a change is told of that was not done says this.
    bool lostEditSays(const QString &text) const
    {
        const auto *lost = item(u"lostEdit"_s);
        const auto lines = lost ? lost->childItems() : QList<QQuickItem *>();
        return std::any_of(lines.cbegin(), lines.cend(), [&](const auto *line) { return shows(line, text); });
    }
    /// Waits until all that was asked for is over, after a note that leaves after everything else and is not counted.
    void settle()
    {
        const auto about = exceptions()->keyAt(0);
        session->perform(u"note"_s, about, u"The last"_s);
        const auto note = u"note %1 over : The last"_s.arg(about.section(u'/', 1));
        QTRY_VERIFY_WITH_TIMEOUT(
            sent.contains(note)
                && std::all_of(phases.cbegin(), phases.cend(), [](auto phase) { return isOver(phase); }),
            10'000);
        QCOMPARE(sent.takeLast(), note);
    }

    QStringList sent; ///< what left, each once, such as "edit RL-01 over 1: What it shall say"
    QHash<QString, CommandPhase> phases; ///< how far each got, by its key
    RawClient lee;
};

} // namespace Bellboard
