// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/demothread.h"
#include "enginefixture.h"
#include "filecontent.h"
#include "journal/journalrescue.h"
#include "stricttest.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <random>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Databases that are damaged, so many in a test.
int rounds()
{
    return std::max(1, qEnvironmentVariableIntValue("BELLBOARD_DAMAGE_ROUNDS"));
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write");
}

Command message(int number)
{
    Command command;
    command.key = u"key %1"_s.arg(number);
    command.name = u"message"_s;
    command.kind = u"conversation"_s;
    command.subject = u"Payments desk"_s;
    command.text = u"This waited: %1"_s.arg(number);
    return command;
}

constexpr int commands = 3;

} // namespace

/// Whatever happens to the bytes of the journal between two runs: the next one has all events once and in order, as the server
/// still has them; what waited in the outbox is sent, exactly as it was asked for; and it is said.
class TestJournalDamage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<DemoThread> m_server;
    std::unique_ptr<QTemporaryDir> m_whole;
    QHash<QString, QByteArray> m_events; ///< what every event is, by its id
    quint32 m_seed = 0;
    int m_setAside = 0;
    int m_saved = 0;

    bool hasAll(const TestEngine &engine)
    {
        const auto positions = m_server->run([](DemoServer &demo) { return demo.positions(); });
        return std::ranges::all_of(positions, [&](const DemoServer::Position &position) {
            return engine.offset(position.stream) == position.last;
        });
    }

    bool hasJournalled(const TestEngine &engine)
    {
        const auto positions = m_server->run([](DemoServer &demo) { return demo.positions(); });
        return std::ranges::all_of(positions, [&](const DemoServer::Position &position) {
            return std::ranges::any_of(engine.status->streams, [&](const StreamStatus &stream) {
                return stream.name == position.stream && stream.offset == position.last;
            });
        });
    }

    /// Copies the whole journal, has `damage` change the content of its file `suffix`, and runs an engine on that.
    void runOn(const QByteArray &suffix, const std::function<void(QByteArray &)> &damage)
    {
        QTemporaryDir folder;
        const auto name = QString(u"/journal.sqlite"_s);
        for (const auto *part : {"", "-wal"})
            QFile::copy(m_whole->path() + name + QLatin1String(part), folder.path() + name + QLatin1String(part));
        const auto damagedFile = folder.path() + name + QLatin1String(suffix);
        auto content = contentOf(damagedFile);
        QVERIFY(!content.isEmpty());
        damage(content);
        write(damagedFile, content);
        const auto main = contentOf(folder.path() + name);

        TestEngine engine(folder.path(), m_server->url());
        QHash<QString, QByteArray> events;
        connect(&engine.engine, &Engine::batchReady, this, [&](const EventBatchPtr &batch) {
            for (const auto &event : batch->events)
                events.insert(QString::fromUtf8(event.id.data(), static_cast<qsizetype>(event.id.size())),
                              QByteArray(event.raw.data(), static_cast<qsizetype>(event.raw.size())));
        });
        const auto started = engine.engine.start();
        if (!started) {
            // The one byte that says so may have been hit; nothing was changed then.
            QVERIFY2(started.error().text.contains(u"newer"_s), qPrintable(started.error().text));
            return;
        }
        QTRY_VERIFY_WITH_TIMEOUT(engine.isLive() && hasAll(engine), 20'000);
        QCOMPARE(engine.faults, QStringList());
        QVERIFY2(engine.journal.problem.isEmpty(), qPrintable(engine.journal.problem));
        for (auto event = m_events.cbegin(); event != m_events.cend(); ++event)
            QCOMPARE(events.value(event.key()), event.value());

        const bool mayLack = engine.journal.notice.contains(u"may be lost"_s);
        for (int i = 0; i < commands; ++i) {
            const auto key = message(i).key;
            QTRY_VERIFY(engine.phaseOf(key) == CommandPhase::Settled || (mayLack && !engine.phaseOf(key)));
            m_saved += engine.phaseOf(key) ? 1 : 0;
            for (const auto &progress : engine.commands)
                QVERIFY(progress.command.key != key || progress.command.text == message(i).text);
        }
        const auto setAside = setAsideJournals(folder.path());
        QCOMPARE(setAside.isEmpty(), engine.journal.notice.isEmpty());
        QCOMPARE(engine.journal.setAside, setAside);
        if (setAside.isEmpty())
            return;
        ++m_setAside;
        QCOMPARE(setAside.size(), 1);
        QVERIFY(engine.journal.notice.contains(setAside.first()));
        if (suffix.isEmpty() && !QFile::exists(folder.path() + u'/' + setAside.first() + u"-wal"_s))
            QVERIFY(contentOf(folder.path() + u'/' + setAside.first()) == main); // as it was
    }

    static void scribble(QByteArray &content, std::mt19937 &random)
    {
        const auto bytes = 1 + random() % 200;
        for (unsigned i = 0; i < bytes; ++i)
            content[static_cast<qsizetype>(random() % static_cast<std::size_t>(content.size()))] =
                static_cast<char>(random());
    }

    /// The journal as a program leaves it that ends, or one that is killed.
    void makeWhole(bool killed)
    {
        m_whole = std::make_unique<QTemporaryDir>();
        QTemporaryDir folder;
        const auto name = u"/journal.sqlite"_s;
        {
            TestEngine engine(folder.path(), m_server->url());
            QVERIFY(engine.engine.start());
            QTRY_VERIFY(engine.isLive() && hasAll(engine));
        }
        {
            TestEngine engine(folder.path(), QUrl(u"ws://127.0.0.1:1"_s));
            connect(&engine.engine, &Engine::batchReady, this, [this](const EventBatchPtr &batch) {
                for (const auto &event : batch->events)
                    m_events.insert(QString::fromUtf8(event.id.data(), static_cast<qsizetype>(event.id.size())),
                                    QByteArray(event.raw.data(), static_cast<qsizetype>(event.raw.size())));
            });
            QVERIFY(engine.engine.start());
            QTRY_COMPARE(engine.replaysFinished, 1);
            for (int i = 0; i < commands; ++i) {
                engine.engine.sendCommand(message(i));
                QTRY_COMPARE(engine.phaseOf(message(i).key), CommandPhase::Pending);
            }
            for (const auto *part : {"", "-wal"}) {
                if (killed)
                    QFile::copy(folder.path() + name + QLatin1String(part),
                                m_whole->path() + name + QLatin1String(part));
            }
        }
        if (!killed)
            QFile::copy(folder.path() + name, m_whole->path() + name);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_seed = qEnvironmentVariableIsSet("BELLBOARD_SEED") ? qEnvironmentVariable("BELLBOARD_SEED").toUInt()
                                                             : std::random_device()();
        qInfo("BELLBOARD_SEED=%u", m_seed);
    }

    void init()
    {
        DemoOptions options;
        options.paused = true;
        options.rate = 1000;
        m_server = std::make_unique<DemoThread>(options);
        m_server->run([](DemoServer &demo) { demo.produceNow(3000); });
        m_events.clear();
        m_setAside = 0;
        m_saved = 0;
    }

    void randomBytes_data()
    {
        QTest::addColumn<bool>("killed");
        QTest::addColumn<QByteArray>("suffix");
        QTest::addRow("of the file") << false << QByteArray();
        QTest::addRow("of the file beside a log") << true << QByteArray();
        QTest::addRow("of the log") << true << QByteArray("-wal");
    }
    void randomBytes()
    {
        QFETCH(bool, killed);
        QFETCH(QByteArray, suffix);
        makeWhole(killed);
        std::mt19937 random(m_seed);
        const int count = 10 * rounds();
        for (int round = 0; round < count; ++round) {
            qInfo("round %d", round);
            runOn(suffix, [&](QByteArray &content) { scribble(content, random); });
            if (QTest::currentTestFailed())
                return;
        }
        qInfo("%d of %d set aside, %d of %d commands saved", m_setAside, count, m_saved, count * commands);
        if (suffix.isEmpty())
            QVERIFY(m_setAside > count / 2);
    }

    /// Behind one bad place in the log SQLite believes nothing; the commands that were committed there are found all the same.
    void aByteOfTheLog()
    {
        makeWhole(true);
        runOn("-wal",
              [](QByteArray &content) { content[32 + 24 + 1000] = static_cast<char>(~content[32 + 24 + 1000]); });
        QCOMPARE(m_setAside, 1);
        QCOMPARE(m_saved, commands);
    }

    /// Of a log whose header is not right SQLite would read nothing, without a word.
    void theHeaderOfTheLog_data()
    {
        QTest::addColumn<int>("at");
        QTest::addRow("magic") << 1;
        QTest::addRow("page size") << 10;
        QTest::addRow("salt") << 17;
        QTest::addRow("checksum") << 25;
    }
    void theHeaderOfTheLog()
    {
        QFETCH(int, at);
        makeWhole(true);
        runOn("-wal", [at](QByteArray &content) { content[at] = static_cast<char>(~content[at]); });
        QCOMPARE(m_setAside, 1);
    }

    /// It is replaced at once, and all goes on; what was only in the old one comes at the next start.
    void whileInUse()
    {
        QTemporaryDir folder;
        {
            TestEngine engine(folder.path(), m_server->url());
            engine.consuming = false;
            QVERIFY(engine.engine.start());
            QTRY_VERIFY(engine.isLive());
            for (int i = 0; i < 60; ++i) {
                const auto before = engine.status->received;
                m_server->run([](DemoServer &demo) { demo.produceNow(2000); });
                QTRY_VERIFY(engine.status->received >= before + 2000); // each in a commit of its own
            }
            QVERIFY(engine.batchesTaken < 60);
            for (const auto *part : {"", "-wal"}) {
                QFile file(Journal::fileIn(folder.path()) + QLatin1String(part));
                QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(512));
                file.write(QByteArray(static_cast<qsizetype>(file.size()) - 512, 'x'));
            }
            engine.release(); // what it did not take is read from the file
            QTRY_VERIFY(!engine.problems.isEmpty());
            QVERIFY2(engine.problems.first().startsWith(u"The journal is damaged: "_s),
                     qPrintable(engine.problems.first()));
            QTRY_COMPARE(engine.problems.last(), QString());
            QVERIFY(!engine.journal.notice.isEmpty());
            QCOMPARE(setAsideJournals(folder.path()).size(), 1);
            QTRY_VERIFY(engine.isLive());
            m_server->run([](DemoServer &demo) { demo.produceNow(500); });
            QTRY_VERIFY(hasJournalled(engine));
        }
        TestEngine engine(folder.path(), m_server->url());
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.isLive() && hasAll(engine));
        QCOMPARE(engine.faults, QStringList());
        QVERIFY(engine.received > 3000 + 60 * 2000 + 500);
        QCOMPARE(setAsideJournals(folder.path()).size(), 2);
        engine.engine.stop();
        TestEngine again(folder.path(), m_server->url());
        QVERIFY(again.engine.start());
        QTRY_COMPARE(again.received, engine.received);
        QVERIFY(again.journal.notice.isEmpty());
    }

    /// What is most probable to be gone at all: the beginning, the end, everything.
    void parts_data()
    {
        using Damage = std::function<void(QByteArray &)>;
        QTest::addColumn<Damage>("damage");
        QTest::addColumn<int>("saved");
        QTest::addRow("the first sector")
            << Damage([](QByteArray &c) { c.replace(0, 512, QByteArray(512, '\0')); }) << commands;
        QTest::addRow("the first page") << Damage([](QByteArray &c) { c.replace(0, 16384, QByteArray(16384, 'x')); })
                                        << commands;
        QTest::addRow("cut in the middle") << Damage([](QByteArray &c) { c.truncate(c.size() / 2); }) << commands;
        QTest::addRow("cut to a byte") << Damage([](QByteArray &c) { c.truncate(1); }) << 0;
        QTest::addRow("zeros") << Damage([](QByteArray &c) { c.fill('\0'); }) << 0;
        QTest::addRow("junk") << Damage([](QByteArray &c) { c.fill('x'); }) << 0;
    }
    void parts()
    {
        QFETCH(std::function<void(QByteArray &)>, damage);
        QFETCH(int, saved);
        makeWhole(false);
        runOn({}, damage);
        QCOMPARE(m_setAside, 1);
        QVERIFY2(m_saved >= saved, qPrintable(QString::number(m_saved)));
    }
};

QTEST_GUILESS_MAIN(TestJournalDamage)
#include "tst_journaldamage.moc"
