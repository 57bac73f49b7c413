// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// What a feed keeps of a server that is polled, and where it goes on after a restart.

#include "enginefixture.h"
#include "httptestserver.h"
#include "profile/profilefile.h"
#include "stricttest.h"

#include <QTemporaryDir>
#include <QUrlQuery>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<const Profile> profileWith(const QByteArray &path)
{
    const auto file = ProfileFile::parse(R"(title = "Polled"
[connection]
transport = "polling"
[kind]
pointer = "/type"
[message.task]
type = "task"
id = "/id"
subject = "/id"
[message.task.data]
status = { value = "queued" }
priority = { value = "info" }
title = "/id"
[message.presence]
type = "presence"
subject = "/who"
repeats = true
[message.presence.data]
status = "/status"
[http.poll]
list = "/items"
every_seconds = 1
)" + path + '\n',
                                         u"test"_s);
    for (const auto &problem : file.problems)
        qWarning("%s", qPrintable(problem.text()));
    return file.profile;
}

QByteArray task(int number)
{
    return R"({"type":"task","id":"t-)" + QByteArray::number(number) + "\"}";
}

QByteArray items(const QList<QByteArray> &list, const QByteArray &next = "null")
{
    return HttpTestServer::answerWith("{\"items\":[" + list.join(',') + "],\"next\":" + next + "}");
}

} // namespace

class TestPolledFeed : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// The server's own cursor is kept with what came before it.
    void goesOnByTheCursor()
    {
        const QTemporaryDir folder;
        const auto profile = profileWith("path = \"/a?after={{cursor}}\"\nnext = \"/next\"");
        HttpTestServer server;
        int newest = 7; // tasks; a page has up to three, and its cursor is the last of them
        server.answer = [&newest](QTcpSocket *socket, const HttpTestServer::Request &request) {
            const auto after = QUrlQuery(QUrl::fromEncoded(request.target())).queryItemValue(u"after"_s).toInt();
            QList<QByteArray> page;
            for (int i = after + 1; i <= std::min(newest, after + 3); ++i)
                page.append(task(i));
            socket->write(items(page, QByteArray::number(after + page.size())));
        };
        const auto cursors = [&server] {
            QStringList asked;
            for (const auto &request : server.requests)
                asked.append(QString::fromLatin1(request.target().mid(9)));
            return asked;
        };
        {
            TestEngine client(folder.path(), server.url(), Engine::Replay::FromStart, StreamRepair::timeout, profile);
            QVERIFY(client.engine.start());
            QTRY_COMPARE(client.received, quint64{7});
            QTRY_VERIFY(client.isLive());
            QCOMPARE(cursors().first(4), (QStringList{QString(), u"3"_s, u"6"_s, u"7"_s}));
            QVERIFY(client.status->streams.isEmpty()); // it is not shown as one
            client.engine.stop();
        }
        newest = 9;
        server.requests.clear();
        TestEngine client(folder.path(), server.url(), Engine::Replay::FromStart, StreamRepair::timeout, profile);
        QVERIFY(client.engine.start());
        QTRY_COMPARE(client.received, quint64{9});
        QCOMPARE(cursors().constFirst(), u"7"_s);
        QCOMPARE(client.status->duplicates, quint64{0});
        QCOMPARE(client.faults, QStringList());
    }

    /// What a page repeats is known, also where the same bytes would otherwise mean something new, and after a restart.
    void pagesRepeatNothing()
    {
        const QTemporaryDir folder;
        const auto profile = profileWith("path = \"/a\"");
        HttpTestServer server;
        QList<QByteArray> list{task(1), R"({"type":"presence","who":"Priya","status":"online"})"};
        server.answer = [&list](QTcpSocket *socket, const auto &) { socket->write(items(list)); };
        {
            TestEngine client(folder.path(), server.url(), Engine::Replay::FromStart, StreamRepair::timeout, profile);
            QVERIFY(client.engine.start());
            QTRY_VERIFY(server.requests.size() >= 3);
            QCOMPARE(client.received, quint64{2});
            list.append(R"({"type":"presence","who":"Priya","status":"away"})");
            QTRY_COMPARE(client.received, quint64{3});
            client.engine.stop();
        }
        server.requests.clear();
        TestEngine client(folder.path(), server.url(), Engine::Replay::FromStart, StreamRepair::timeout, profile);
        QVERIFY(client.engine.start());
        QTRY_VERIFY(server.requests.size() >= 2);
        QTRY_VERIFY(client.status && client.status->duplicates >= 3);
        QCOMPARE(client.received, quint64{3});
        QCOMPARE(client.faults, QStringList());
    }
};

QTEST_GUILESS_MAIN(TestPolledFeed)
#include "tst_polledfeed.moc"
