// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/refusal.h"

#include "stream/socketdialer.h"
#include "stricttest.h"

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

HttpResponse answer(const QByteArray &head)
{
    HttpResponseReader reader;
    std::string bytes = head.toStdString();
    for (std::size_t at = 0; (at = bytes.find('\n', at)) != std::string::npos; at += 2)
        bytes.replace(at, 1, "\r\n");
    std::string_view rest = bytes;
    if (reader.read(rest) != HttpResponseReader::Progress::Done)
        qFatal("not an answer: %s", reader.problem());
    return reader.response();
}

} // namespace

class TestRefusal : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void failures_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QString>("url");
        QTest::addColumn<ChannelError>("error");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *head, const QString &url, ChannelError error, const QString &detail) {
            QTest::addRow("%s to %s", QByteArray(head).simplified().constData(), qPrintable(url.section(u':', 0, 0)))
                << QByteArray(head) << url << error << detail;
        };
        const auto open = u"ws://events.example/feed"_s;
        const auto secure = u"wss://events.example/feed"_s;
        row("HTTP/1.1 401 Unauthorized\n\n", open, ChannelError::SignInNeeded, u"HTTP 401 Unauthorized"_s);
        row("HTTP/1.1 403\n\n", open, ChannelError::Forbidden, u"HTTP 403"_s);
        row("HTTP/1.1 404 Not Found\n\n", open, ChannelError::UpgradeRefused, u"HTTP 404 Not Found"_s);
        row("HTTP/1.1 429 Slow Down\n\n", secure, ChannelError::TooManyRequests, u"HTTP 429 Slow Down"_s);
        row("HTTP/1.1 502 Bad Gateway\n\n", secure, ChannelError::ServerUnavailable, u"HTTP 502 Bad Gateway"_s);
        row("HTTP/1.1 200 OK\nContent-Type: text/html\n\n", open, ChannelError::CaptivePortal, u"HTTP 200 OK"_s);
        row("HTTP/1.1 200 OK\nContent-Type: text/html\n\n", secure, ChannelError::UpgradeRefused, u"HTTP 200 OK"_s);
        row("HTTP/1.1 302 Found\nLocation: http://login.example/\n\n", open, ChannelError::CaptivePortal,
            u"HTTP 302 Found"_s);
        row("HTTP/1.1 302 Found\nLocation: /elsewhere\n\n", open, ChannelError::UpgradeRefused, u"HTTP 302 Found"_s);
        row("HTTP/1.1 511 Sign In\n\n", secure, ChannelError::CaptivePortal, u"HTTP 511 Sign In"_s);
    }
    void failures()
    {
        QFETCH(QByteArray, head);
        QFETCH(QString, url);
        QFETCH(ChannelError, error);
        QFETCH(QString, detail);
        const auto failure = failureForRefusal(answer(head), QUrl(url));
        QCOMPARE(failure.error, error);
        QCOMPARE(failure.detail, detail);
        QVERIFY(!failure.retryAfter);
    }

    void retryAfters_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<qint64>("ms");
        const auto row = [](const char *fields, qint64 ms) {
            QTest::addRow("%s", QByteArray(fields).simplified().constData()) << QByteArray(fields) << ms;
        };
        row("Retry-After: 7\n", 7000);
        row("Retry-After: 0\n", 0);
        row("Date: Sun, 06 Nov 1994 08:49:37 GMT\nRetry-After: Sun, 06 Nov 1994 08:51:37 GMT\n", 120'000);
        row("Date: Sun, 06 Nov 1994 08:49:37 GMT\nRetry-After: Sun, 06 Nov 1994 08:00:00 GMT\n", 0);
        row("Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\n", 0); // long ago
        row("Retry-After: -7\n", -1);
        row("Retry-After: soon\n", -1);
        row("Retry-After: 7\nRetry-After: 8\n", -1);
    }
    void retryAfters()
    {
        QFETCH(QByteArray, fields);
        QFETCH(qint64, ms);
        const auto wish = retryAfter(answer("HTTP/1.1 503 A\n" + fields + '\n'));
        QCOMPARE(wish ? static_cast<qint64>(wish->count()) : -1, ms);
    }

    void addressesTakeTurns()
    {
        const auto order = interleavedByFamily({QHostAddress(u"::1"_s), QHostAddress(u"::2"_s), QHostAddress(u"::3"_s),
                                                QHostAddress(u"10.0.0.1"_s), QHostAddress(u"10.0.0.2"_s)});
        QStringList names;
        for (const auto &address : order)
            names.append(address.toString());
        QCOMPARE(names, (QStringList{u"::1"_s, u"10.0.0.1"_s, u"::2"_s, u"10.0.0.2"_s, u"::3"_s}));
        QVERIFY(interleavedByFamily({}).empty());
    }
};

QTEST_GUILESS_MAIN(TestRefusal)
#include "tst_refusal.moc"
