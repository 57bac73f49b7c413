// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/outbox.h"

#include "journal/journal.h"
#include "stricttest.h"
#include "util/clock.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QUuid>

#include <iostream>
#include <map>
#include <random>
#include <set>
#include <thread>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int timeout = 60'000;
constexpr int subjects = 5;

void say(const char *word, const Command &command)
{
    // One write a line, as whatever is killed in the middle must not be believed.
    const auto line = QByteArray(word) + ' ' + command.text.toUtf8() + ' ' + command.key.toUtf8() + '\n';
    std::cout << line.constData() << std::flush;
}

/// The process that is killed: an outbox on the journal in `folder` that takes `count` commands, numbered from `first` on. Its
/// standard output is the wire to the server, its input the way back ("done KEY"); it ends when nothing waits.
int runDesk(const QString &folder, int first, int count)
{
    const SystemClock clock;
    auto journal = Journal::open(folder);
    if (!journal)
        return 2;
    const auto feed = (*journal)->feed("f");
    if (!feed)
        return 3;
    std::set<QString> asked;
    Outbox outbox(feed->id, 0, (*journal)->outbox(), clock, [](const Command &command) {
        say("send", command);
        return Outbox::Sending::UnderWay;
    });
    QObject::connect(&outbox, &Outbox::progressed, &outbox, [&](const CommandProgress &progress) {
        if (progress.phase == CommandPhase::Pending && asked.insert(progress.command.key).second)
            say("asked", progress.command);
        else if (progress.phase != CommandPhase::Pending && progress.phase != CommandPhase::Sent
                 && progress.phase != CommandPhase::Settled)
            say("failed", progress.command);
    });
    if (!outbox.restore())
        return 4;
    outbox.setUsable(true);

    QTimer next;
    QObject::connect(&next, &QTimer::timeout, &outbox, [&, number = first]() mutable {
        if (number < first + count) {
            Command command;
            command.key = QUuid::createUuid().toString(QUuid::WithoutBraces);
            command.name = u"acknowledge"_s;
            command.kind = u"alert"_s;
            command.subject = u"AL-%1"_s.arg(number % subjects);
            command.text = QString::number(number++);
            outbox.add(command);
        } else if (outbox.size() == 0) {
            QCoreApplication::quit();
        }
    });
    next.start(1ms);
    std::thread([&outbox] {
        for (std::string word, key; std::cin >> word >> key;)
            QMetaObject::invokeMethod(
                &outbox, [&outbox, key = QString::fromStdString(key)] { outbox.settle(key, true, {}); },
                Qt::QueuedConnection);
    }).detach();
    const int code = QCoreApplication::exec();
    std::_Exit(code); // the thread still reads
}

/// What the user asked for and the server got.
struct Books
{
    std::map<int, QString> asked; ///< the key of each command that the user was told is kept, by its number
    std::map<int, std::set<QString>> keys; ///< under which each command came to the server
    std::map<int, int> newest; ///< by subject, the newest command that came
    std::set<QString> done; ///< that the server did
    int repeats = 0; ///< commands that came again under their key
    QStringList wrong;

    /// Takes a line; the key that came, empty when it was no command.
    QByteArray take(const QByteArray &line)
    {
        const auto words = line.trimmed().split(' ');
        if (words.size() != 3 || !line.endsWith('\n'))
            return {}; // cut off
        const int number = words[1].toInt();
        const auto key = QString::fromLatin1(words[2]);
        if (words[0] == "failed")
            wrong << u"command %1 failed"_s.arg(number);
        if (words[0] == "asked")
            asked.emplace(number, key);
        if (words[0] != "send")
            return {};
        auto &keysOfIt = keys[number];
        if (!keysOfIt.insert(key).second) {
            ++repeats;
            return words[2];
        }
        auto &before = newest[number % subjects];
        if (before > number)
            wrong << u"command %1 came behind %2"_s.arg(number).arg(before);
        before = number;
        return words[2];
    }
};

} // namespace

/// Whenever the program is killed: what the user was told is kept reaches the server, and under one key only.
class TestOutboxKills : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void atRandomPoints()
    {
        QTemporaryDir folder;
        const auto seed = std::random_device()();
        std::mt19937 random(seed);
        const auto what = u"seed %1: "_s.arg(seed);
        Books books;
        int kills = 0;
        const auto run = [&](int first, int count, int linesToLive, unsigned answersOfTen) {
            QProcess desk;
            desk.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            desk.start(QCoreApplication::applicationFilePath(),
                       {u"--desk"_s, folder.path(), QString::number(first), QString::number(count)});
            int lines = 0;
            const auto takeLine = [&] {
                const auto key = books.take(desk.readLine());
                if (!key.isEmpty() && random() % 10 < answersOfTen) {
                    books.done.insert(QString::fromLatin1(key));
                    desk.write("done " + key + '\n');
                }
            };
            while (desk.state() != QProcess::NotRunning && (linesToLive < 0 || lines < linesToLive)) {
                if (!desk.canReadLine() && !desk.waitForReadyRead(timeout))
                    break;
                for (; desk.canReadLine(); ++lines)
                    takeLine();
            }
            if (linesToLive >= 0) {
                std::this_thread::sleep_for(std::chrono::microseconds(random() % 3000)); // anywhere in what it does
                desk.kill();
                ++kills;
            }
            QVERIFY(desk.state() == QProcess::NotRunning || desk.waitForFinished(timeout));
            while (desk.canReadLine())
                books.take(desk.readLine());
            if (linesToLive < 0)
                QVERIFY2(desk.exitStatus() == QProcess::NormalExit && desk.exitCode() == 0,
                         qPrintable(what + u"it ended with %1"_s.arg(desk.exitCode())));
        };
        constexpr int rounds = 100;
        constexpr int perRound = 15;
        // Each desk says at least this much without an answer, so that none is waited for.
        constexpr int lines = perRound + subjects;
        for (int round = 0; round < rounds; ++round)
            run(round * perRound, perRound, static_cast<int>(random() % lines), 7);
        run(rounds * perRound, 0, -1, 10);

        QVERIFY2(books.wrong.isEmpty(), qPrintable(what + books.wrong.join(u'\n')));
        QVERIFY2(books.asked.size() > 60, "hardly anything was asked for");
        QVERIFY2(books.repeats > 0, "no kill came between a command and its answer");
        for (const auto &[number, key] : books.asked) {
            QVERIFY2(books.keys[number] == std::set<QString>{key},
                     qPrintable(what + u"command %1 came under %2 keys"_s.arg(number).arg(books.keys[number].size())));
            QVERIFY2(books.done.contains(key), qPrintable(what + u"command %1 was not done"_s.arg(number)));
        }
        for (const auto &[number, keys] : books.keys)
            QVERIFY2(keys.size() == 1, qPrintable(what + u"command %1 has two keys"_s.arg(number)));
        qInfo("%d kills, %zu commands, %d sent again", kills, books.asked.size(), books.repeats);
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--desk")
        return runDesk(arguments.value(2), arguments.value(3).toInt(), arguments.value(4).toInt());
    TestOutboxKills test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_outboxkills.moc"
