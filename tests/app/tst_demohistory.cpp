// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/demobackend.h"
#include "demo/history.h"
#include "demo/historyfile.h"
#include "filecontent.h"
#include "stricttest.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Bellboard;
using namespace Bellboard::Demo;
using namespace Qt::StringLiterals;

class TestDemoHistory : public StrictTest
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString freshPath()
    {
        static int number = 0;
        return m_folder.filePath(u"history-%1.jsonl"_s.arg(++number));
    }

    static void append(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    static DemoOptions optionsFor(const QString &path)
    {
        DemoOptions options;
        options.historyFile = path;
        return options;
    }

    static QByteArray textOf(const History &history, Stream stream)
    {
        QByteArray text;
        for (std::uint64_t offset = history.first(stream); offset <= history.last(stream); ++offset) {
            const std::string_view event = history.slice(stream, offset, 1, 0).text;
            text.append(event.data(), qsizetype(event.size())).append('\n');
        }
        return text;
    }

private Q_SLOTS:
    void slicesAreBoundedAndWhole()
    {
        History history("e", 1024 * 1024);
        for (int i = 1; i <= 1000; ++i)
            history.append(Stream::Chat, "{\"n\":" + std::to_string(i) + "}");
        QCOMPARE(history.first(Stream::Chat), std::uint64_t(1));
        QCOMPARE(history.last(Stream::Chat), std::uint64_t(1000));
        QCOMPARE(history.slice(Stream::Chat, 7, 1, 0).text, std::string_view("{\"n\":7}"));
        QCOMPARE(history.slice(Stream::Chat, 7, 3, 1000).text, std::string_view("{\"n\":7},{\"n\":8},{\"n\":9}"));
        QCOMPARE(history.slice(Stream::Chat, 7, 100, 16).count, std::size_t(2));
        QCOMPARE(history.slice(Stream::Chat, 1001, 10, 1000).count, std::size_t(0));
        QCOMPARE(history.slice(Stream::Alerts, 1, 10, 1000).count, std::size_t(0));
        // Every event is met once when walking in slices.
        std::uint64_t next = 1;
        while (next <= 1000)
            next += history.slice(Stream::Chat, next, 33, 500).count;
        QCOMPARE(next, std::uint64_t(1001));
    }

    void trimsTheLargestStream()
    {
        History history("e", 256 * 1024);
        const std::string event(200, 'x');
        for (int i = 0; i < 100; ++i)
            history.append(Stream::Alerts, event);
        for (int i = 0; i < 10'000; ++i)
            history.append(Stream::Payments, event);
        QCOMPARE(history.first(Stream::Alerts), std::uint64_t(1));
        QVERIFY(history.first(Stream::Payments) > 8000);
        QCOMPARE(history.last(Stream::Payments), std::uint64_t(10'000));
        QVERIFY(history.bytes() <= 256 * 1024);
    }

    void continuesWhereItEnded()
    {
        const QString path = freshPath();
        std::string epoch;
        QByteArray alerts;
        std::uint64_t payments = 0;
        {
            DemoBackend backend(optionsFor(path));
            QVERIFY(backend.open());
            QVERIFY(backend.produce(2000));
            epoch = backend.history().epoch();
            alerts = textOf(backend.history(), Stream::Alerts);
            payments = backend.history().last(Stream::Payments);
        }
        DemoBackend again(optionsFor(path));
        QVERIFY(again.open());
        QCOMPARE(again.history().epoch(), epoch);
        QCOMPARE(textOf(again.history(), Stream::Alerts), alerts);
        QCOMPARE(again.history().last(Stream::Payments), payments);
        // The story knows its alerts, and goes on at the next offset.
        Outcome outcome;
        QVERIFY(again.execute(u"k1"_s, {"assign", "alert", "AL-0192", "Mo", "", "Priya"}, outcome));
        QVERIFY2(outcome.ok || outcome.code == "refused", outcome.reason.c_str());
        QVERIFY(again.produce(500));
        QVERIFY(again.history().last(Stream::Payments) > payments);
        QCOMPARE(QFile(path).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void cutsOffATornLine_data()
    {
        QTest::addColumn<QByteArray>("tail");
        QTest::newRow("half an event") << QByteArray("{\"specversion\":\"1.0\",\"id\":\"abc-p-1");
        QTest::newRow("one byte") << QByteArray("{");
        QTest::newRow("nothing") << QByteArray();
    }

    void cutsOffATornLine()
    {
        QFETCH(QByteArray, tail);
        const QString path = freshPath();
        {
            DemoBackend backend(optionsFor(path));
            QVERIFY(backend.open());
            QVERIFY(backend.produce(200));
        }
        const QByteArray whole = contentOf(path);
        append(path, tail);
        DemoBackend again(optionsFor(path));
        QVERIFY(again.open());
        QCOMPARE(contentOf(path), whole);
        QVERIFY(again.produce(1));
        QCOMPARE(contentOf(path).count('\n'), whole.count('\n') + 1);
    }

    void startsAnewWhenNothingWasWritten()
    {
        const QString path = freshPath();
        append(path, "{\"bellboardHis");
        DemoBackend backend(optionsFor(path));
        QVERIFY(backend.open());
        QVERIFY(contentOf(path).startsWith("{\"be"));
        QCOMPARE(contentOf(path).count('\n'), 1);
    }

    void refusesForeignAndDamagedFiles()
    {
        const QString foreign = freshPath();
        append(foreign, "shopping list\nmilk\n");
        DemoBackend first(optionsFor(foreign));
        QVERIFY(!first.open());
        QVERIFY2(first.errorString().contains(u"is not a history"_s), qPrintable(first.errorString()));
        QCOMPARE(contentOf(foreign), QByteArray("shopping list\nmilk\n"));

        const QString damaged = freshPath();
        {
            DemoBackend backend(optionsFor(damaged));
            QVERIFY(backend.open());
            QVERIFY(backend.produce(100));
        }
        QByteArray content = contentOf(damaged);
        content.replace(qsizetype(content.indexOf('\n') + 1), 10, "XXXXXXXXXX");
        QFile file(damaged);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        DemoBackend second(optionsFor(damaged));
        QVERIFY(!second.open());
        QVERIFY2(second.errorString().contains(u"damaged in line 2"_s), qPrintable(second.errorString()));

        DemoBackend third(optionsFor(m_folder.filePath(u"no/such/folder/history"_s)));
        QVERIFY(!third.open());
        QVERIFY(!third.errorString().isEmpty());
    }

    void fileStaysBounded()
    {
        const QString path = freshPath();
        DemoOptions options = optionsFor(path);
        options.historyBytes = 300 * 1024;
        options.rate = 1000;
        std::string epoch;
        std::uint64_t last = 0;
        std::uint64_t first = 0;
        {
            DemoBackend backend(options);
            QVERIFY(backend.open());
            for (int i = 0; i < 100; ++i)
                QVERIFY(backend.produce(100));
            epoch = backend.history().epoch();
            first = backend.history().first(Stream::Payments);
            last = backend.history().last(Stream::Payments);
        }
        QVERIFY(first > 1000);
        QVERIFY(contentOf(path).size() < 2 * 300 * 1024 + 1024 * 1024 + 100 * 1024);
        DemoBackend again(options);
        QVERIFY(again.open());
        QCOMPARE(again.history().epoch(), epoch);
        QCOMPARE(again.history().last(Stream::Payments), last);
        QVERIFY(again.produce(100));
    }

    void theSameKeyActsOnce()
    {
        DemoBackend backend({});
        QVERIFY(backend.open());
        QVERIFY(backend.produce(backend.story().due()));
        const auto before = backend.written();
        Outcome first;
        Outcome second;
        QVERIFY(backend.execute(u"k"_s, {"message", "conversation", "Month end", "", "Hello", "Priya"}, first));
        QVERIFY(backend.execute(u"k"_s, {"message", "conversation", "Month end", "", "Hello", "Priya"}, second));
        QVERIFY(first.ok && second.ok);
        QCOMPARE(backend.written(), before + 1);
        QVERIFY(backend.execute(u"bad"_s, {"acknowledge", "alert", "AL-9999", "", "", "Priya"}, first));
        QVERIFY(backend.execute(u"bad"_s, {"acknowledge", "alert", "AL-9999", "", "", "Priya"}, second));
        QVERIFY(!first.ok && !second.ok);
        QCOMPARE(second.reason, first.reason);
    }
};

QTEST_GUILESS_MAIN(TestDemoHistory)
#include "tst_demohistory.moc"
