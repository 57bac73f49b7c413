// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/identitywindow.h"

#include "stricttest.h"

#include <deque>
#include <random>
#include <set>

using namespace Bellboard;

namespace {

/// The same, simple and slow.
class Model
{
public:
    explicit Model(std::size_t capacity) : m_capacity(capacity) { }
    bool insert(const Identity &identity)
    {
        if (!m_known.emplace(identity.low, identity.high).second)
            return false;
        m_byAge.push_back(identity);
        if (m_byAge.size() > m_capacity) {
            m_known.erase({m_byAge.front().low, m_byAge.front().high});
            m_byAge.pop_front();
        }
        return true;
    }
    bool contains(const Identity &identity) const { return m_known.contains({identity.low, identity.high}); }

private:
    std::size_t m_capacity;
    std::set<std::pair<std::uint64_t, std::uint64_t>> m_known;
    std::deque<Identity> m_byAge;
};

} // namespace

class TestIdentityWindow : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void identitiesDiffer()
    {
        QVERIFY(Identity::of("/a", "1") == Identity::of("/a", "1"));
        QVERIFY(Identity::of("/a", "1") != Identity::of("/a", "2"));
        QVERIFY(Identity::of("/a", "1") != Identity::of("/b", "1"));
        QVERIFY(Identity::of("/a", "bc") != Identity::of("/ab", "c"));
        QVERIFY(Identity::of("1", "/a") != Identity::of("/a", "1"));
    }

    void capacityIsAPowerOfTwo()
    {
        QCOMPARE(IdentityWindow(1).capacity(), std::size_t{1});
        QCOMPARE(IdentityWindow(1000).capacity(), std::size_t{1024});
        QCOMPARE(IdentityWindow().capacity(), std::size_t{1} << 17);
    }

    void likeItsModel_data()
    {
        QTest::addColumn<quint64>("capacity");
        QTest::addColumn<quint64>("universe"); ///< how many identities there are
        QTest::addColumn<quint64>("homes"); ///< how many places in the table they want
        QTest::addRow("one") << quint64{1} << quint64{3} << ~quint64{0};
        QTest::addRow("small, much evicted") << quint64{8} << quint64{40} << ~quint64{0};
        QTest::addRow("all want one place") << quint64{16} << quint64{60} << quint64{1};
        QTest::addRow("farther from its place than is noted") << quint64{128} << quint64{300} << quint64{1};
        QTest::addRow("few places, wrapping") << quint64{64} << quint64{200} << quint64{3};
        QTest::addRow("seldom known") << quint64{256} << quint64{100'000} << ~quint64{0};
        QTest::addRow("never evicted") << quint64{256} << quint64{200} << ~quint64{0};
    }
    void likeItsModel()
    {
        QFETCH(quint64, capacity);
        QFETCH(quint64, universe);
        QFETCH(quint64, homes);
        std::mt19937_64 random(capacity * 31 + universe);
        IdentityWindow window(capacity);
        Model model(capacity);
        const auto identity = [&](std::uint64_t number) {
            // The places are the last of the table, so that searches run over its end.
            const auto spread = number * 0x9e37'79b9'7f4a'7c15;
            return Identity{homes == ~quint64{0} ? spread : ~std::uint64_t{0} - spread % homes, number};
        };
        for (int step = 0; step < 20'000; ++step) {
            const auto one = identity(random() % universe);
            QCOMPARE(window.insert(one), model.insert(one));
            const auto other = identity(random() % universe);
            QCOMPARE(window.contains(other), model.contains(other));
        }
        for (std::uint64_t number = 0; number < std::min<std::uint64_t>(universe, 1000); ++number)
            QCOMPARE(window.contains(identity(number)), model.contains(identity(number)));
    }

    void theOldestGoes()
    {
        IdentityWindow window(4);
        for (std::uint64_t i = 1; i <= 5; ++i)
            QVERIFY(window.insert({i, i}));
        QVERIFY(!window.contains({1, 1}));
        for (std::uint64_t i = 2; i <= 5; ++i)
            QVERIFY(window.contains({i, i}));
        QVERIFY(!window.insert({5, 5}));
        QVERIFY(window.insert({1, 1}));
        QVERIFY(!window.contains({2, 2}));
    }
};

QTEST_GUILESS_MAIN(TestIdentityWindow)
#include "tst_identitywindow.moc"
