// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "modelcells.h"
#include "namedrows.h"
#include "stricttest.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>

#include <algorithm>
#include <random>

using namespace Bellboard;

namespace {

/// Says in the plainest way what a table should show.
class Reference
{
public:
    explicit Reference(const NamedRows &model) : m_model(model) { }

    bool accepts(std::size_t row) const
    {
        return QString::fromStdString(m_model.rows()[row].name).contains(m_model.filter(), Qt::CaseInsensitive);
    }
    QStringList shown() const
    {
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < m_model.rows().size(); ++row) {
            if (accepts(row)) {
                rows.push_back(row);
            }
        }
        std::sort(rows.begin(), rows.end(), [this](std::size_t a, std::size_t b) { return isBefore(a, b); });
        QStringList keys;
        for (const std::size_t row : rows) {
            keys.append(QStringLiteral("0/") + QString::number(row));
        }
        return keys;
    }
    int pending(const QStringList &shown) const
    {
        int pending = 0;
        for (std::size_t row = 0; row < m_model.rows().size(); ++row) {
            pending += accepts(row) && !shown.contains(QStringLiteral("0/") + QString::number(row)) ? 1 : 0;
        }
        return pending;
    }

private:
    bool isBefore(std::size_t a, std::size_t b) const
    {
        const auto &left = m_model.rows()[a];
        const auto &right = m_model.rows()[b];
        const bool byName = m_model.sortColumn() == NamedRows::NameColumn;
        const bool descending = m_model.sortColumn() >= 0 && m_model.sortOrder() == Qt::DescendingOrder;
        const int order = byName ? left.name.compare(right.name) : left.number - right.number;
        return order != 0 ? (order < 0) != descending : a > b;
    }

    const NamedRows &m_model;
};

} // namespace

/// Random doings on a table, compared with the reference after each flush.
class TestRowModelRandom : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatTheReferenceShows_data();
    void showsWhatTheReferenceShows();
};

void TestRowModelRandom::showsWhatTheReferenceShows_data()
{
    QTest::addColumn<unsigned>("seed");
    QTest::addColumn<int>("most");
    for (unsigned seed = 1; seed <= 9; ++seed) {
        QTest::addRow("seed %u", seed) << seed << (seed % 3 == 0 ? 2 : seed % 3 == 1 ? 10 : 60);
    }
}

void TestRowModelRandom::showsWhatTheReferenceShows()
{
    QFETCH(unsigned, seed);
    QFETCH(int, most);
    std::mt19937 random(seed);
    const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    const auto name = [&] {
        std::string text;
        for (int i = below(12); i >= 0; --i) {
            text.push_back(static_cast<char>('a' + below(4)));
        }
        return text;
    };
    NamedRows model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const Reference reference(model);
    QStringList held;
    std::vector<std::pair<QPersistentModelIndex, QString>> followed;

    for (int step = 0; step < 150; ++step) {
        for (int i = below(most); i > 0; --i) {
            model.add(name(), below(50));
        }
        for (int i = model.rows().empty() ? 0 : below(most); i > 0; --i) {
            model.change(static_cast<RowSlot>(below(static_cast<int>(model.rows().size()))), name(), below(50));
        }
        model.tick(Timestamp(std::chrono::seconds(step)));
        bool laidOutAnew = false;
        switch (below(12)) {
        case 0: {
            const QString filter = QString::fromStdString(below(3) == 0 ? std::string() : name().substr(0, 2));
            laidOutAnew = filter != model.filter();
            model.setFilter(filter);
            break;
        }
        case 1:
            model.sortBy(below(2));
            laidOutAnew = true;
            break;
        case 2:
        case 3:
            model.setHeld(!model.isHeld());
            laidOutAnew = true;
            break;
        case 4:
            model.releasePending();
            laidOutAnew = true;
            break;
        default:
            break;
        }
        model.flush();
        if (!model.isHeld()) {
            QCOMPARE(keys(&model), reference.shown());
            QCOMPARE(model.pendingCount(), 0);
        } else if (laidOutAnew) {
            held = keys(&model);
            QCOMPARE(model.pendingCount(), reference.pending(held));
        } else {
            QCOMPARE(keys(&model), held);
            QCOMPARE(model.pendingCount(), reference.pending(held));
        }
        if (model.isHeld() && laidOutAnew) {
            held = keys(&model);
        }
        for (const auto &[index, key] : followed) {
            QCOMPARE(index.isValid() ? model.keyAt(index.row()) : key, key);
            QCOMPARE(index.isValid(), model.rowOf(key) >= 0);
        }
        followed.clear();
        for (int i = 0; i < 3 && model.count() > 0; ++i) {
            const int row = below(model.count());
            followed.emplace_back(model.index(row, below(2)), model.keyAt(row));
        }
        if (model.count() > 0 && below(4) == 0) {
            model.setSelectedKey(model.keyAt(below(model.count())));
        }
        QCOMPARE(model.selectedRow(), model.rowOf(model.selectedKey()));
    }
}

QTEST_MAIN(TestRowModelRandom)
#include "tst_rowmodelrandom.moc"
