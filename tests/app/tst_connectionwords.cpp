// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "connectionsummary.h"
#include "connectionwords.h"
#include "stricttest.h"

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int lastState = static_cast<int>(ConnectionState::Rejected);
constexpr int lastError = static_cast<int>(ChannelError::KeychainFailed);
constexpr int lastSecretError = static_cast<int>(SecretError::Failed);

FeedStatus feed(const QString &name, ConnectionState state, ChannelError error = ChannelError::None)
{
    FeedStatus status;
    status.name = name;
    status.state = state;
    status.failure.error = error;
    return status;
}

} // namespace

class TestConnectionWords : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void everyStateHasWords()
    {
        QSet<QString> words;
        for (int value = 0; value <= lastState; ++value) {
            const auto state = static_cast<ConnectionState>(value);
            QVERIFY2(!stateWords(state).isEmpty(), qPrintable(QString::number(value)));
            QVERIFY2(!stateSeverity(state).isEmpty(), qPrintable(QString::number(value)));
            words << stateWords(state);
        }
        QCOMPARE(words.size(), lastState + 1);
    }

    void everyErrorSaysWhatHappenedAndWhatHelps()
    {
        QSet<QString> words;
        for (int value = 1; value <= lastError; ++value) {
            const auto error = static_cast<ChannelError>(value);
            QVERIFY2(errorWords(error).endsWith(u'.'), qPrintable(QString::number(value)));
            QVERIFY2(helpWords(error).endsWith(u'.'), qPrintable(QString::number(value)));
            words << errorWords(error);
        }
        QCOMPARE(words.size(), lastError);
        QVERIFY(errorWords(ChannelError::None).isEmpty());
    }

    void everyKeychainErrorHasWords()
    {
        for (int value = 1; value <= lastSecretError; ++value)
            QVERIFY2(secretWords(static_cast<SecretError>(value)).endsWith(u'.'), qPrintable(QString::number(value)));
    }

    void onlyLiveIsGreen()
    {
        for (int value = 0; value <= lastState; ++value) {
            const auto state = static_cast<ConnectionState>(value);
            QCOMPARE(stateSeverity(state) == u"ok"_s, isLive(state));
        }
    }

    void explanationQuotesOthersAsOneShortLine()
    {
        auto status = feed(u"A"_s, ConnectionState::Waiting, ChannelError::ServerClosed);
        status.failure.detail = u"go\n away\x1b[31m"_s + QString(500, u'x');
        const auto text = explanation(status);
        QVERIFY(!text.contains(u'\n'));
        QVERIFY(!text.contains(u'\x1b'));
        QVERIFY(text.size() < 400);
        QVERIFY(text.startsWith(errorWords(ChannelError::ServerClosed).chopped(1)));
        status.state = ConnectionState::Live;
        QVERIFY(explanation(status).isEmpty());
    }

    void summaryAndBannerComeFromTheWorstFeed()
    {
        const auto live = summarise({feed(u"A"_s, ConnectionState::Live), feed(u"B"_s, ConnectionState::Live)}, {}, {});
        QCOMPARE(live.text, u"Live · 2 of 2 feeds"_s);
        QCOMPARE(live.severity, u"ok"_s);
        QVERIFY(!live.banner.visible);

        const auto broken = summarise({feed(u"A"_s, ConnectionState::Live),
                                       feed(u"B"_s, ConnectionState::Waiting, ChannelError::ConnectionRefused)},
                                      {}, {});
        QCOMPARE(broken.severity, u"warning"_s);
        QVERIFY(broken.banner.visible);
        QCOMPARE(broken.banner.feed, u"B"_s);
        QVERIFY(broken.banner.canRetry);
        QCOMPARE(broken.banner.severity, broken.severity);

        const auto full = summarise({feed(u"A"_s, ConnectionState::Live)}, {}, u"The disk is full."_s);
        QCOMPARE(full.banner.text, u"The disk is full."_s);
        QCOMPARE(full.banner.severity, u"critical"_s);
    }

    void firstConnectingIsNoNews()
    {
        QVERIFY(!summarise({feed(u"A"_s, ConnectionState::Connecting)}, {}, {}).banner.visible);
        auto again = feed(u"A"_s, ConnectionState::Connecting, ChannelError::NetworkLost);
        again.attempt = 2;
        QVERIFY(summarise({again}, {}, {}).banner.visible);
    }

    void freshnessOfAPageIsThatOfItsFeeds()
    {
        auto payments = feed(u"A"_s, ConnectionState::Live);
        payments.streams.append(StreamStatus{u"payments"_s, {}, 0, {}, {}});
        auto chat = feed(u"B"_s, ConnectionState::Waiting);
        chat.streams.append(StreamStatus{u"chat"_s, {}, 0, {}, {}});
        const QList<FeedStatus> feeds{payments, chat};
        QVERIFY(pageFreshness(feeds, Boards::Page::Payments).live);
        QVERIFY(!pageFreshness(feeds, Boards::Page::Chat).live);
        QVERIFY(!pageFreshness(feeds, Boards::Page::Review).live); // nobody says whose it is
        QVERIFY(!pageFreshness({}, Boards::Page::Payments).live);
    }

    /// By its own stream, not by whatever else came over the connection.
    void dataOfAPageIsThatOfItsStream()
    {
        const Timestamp noon{std::chrono::hours(12)};
        auto one = feed(u"A"_s, ConnectionState::Live);
        one.lastData = noon;
        one.streams.append(StreamStatus{u"payments"_s, {}, 0, noon - 20s, 5s});
        one.streams.append(StreamStatus{u"chat"_s, {}, 0, noon - 20s, {}});
        const auto payments = pageFreshness({one}, Boards::Page::Payments);
        QCOMPARE(payments.lastData, noon - 20s);
        QVERIFY(payments.isStale(noon));
        QVERIFY(!pageFreshness({one}, Boards::Page::Chat).isStale(noon)); // nothing was promised
        QCOMPARE(pageFreshness({one}, Boards::Page::Review).lastData, noon);

        auto other = one;
        other.streams[0].lastEvent = noon - 1s;
        for (const auto &feeds : {QList{one, other}, QList{other, one}})
            QCOMPARE(pageFreshness(feeds, Boards::Page::Payments).lastData, noon - 20s);
    }
};

QTEST_GUILESS_MAIN(TestConnectionWords)
#include "tst_connectionwords.moc"
