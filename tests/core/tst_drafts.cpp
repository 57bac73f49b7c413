// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/drafts.h"

#include "faultydisk.h"
#include "journal/database.h"
#include "journal/journal.h"
#include "journal/journalrescue.h"
#include "stricttest.h"

#include <QProcess>
#include <QTemporaryDir>

#include <iostream>
#include <random>
#include <thread>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int timeout = 60'000;

/// The drafts of one feed on a journal of their own, and what they told.
struct Desk
{
    std::unique_ptr<Journal> journal;
    FeedId feed = 0;
    std::unique_ptr<Drafts> drafts;
    QList<Draft> restored;

    explicit Desk(const QString &folder)
    {
        auto opened = Journal::open(folder);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().text));
        journal = std::move(*opened);
        feed = journal->feed("f")->id;
        drafts = std::make_unique<Drafts>(feed, 3, journal->drafts());
        QObject::connect(drafts.get(), &Drafts::restored, drafts.get(),
                         [this](const QList<Draft> &found) { restored = found; });
        if (!drafts->restore())
            qFatal("not restored");
    }
    QStringList kept() const
    {
        QStringList texts;
        const auto entries = journal->drafts().entries(feed);
        for (const auto &entry : entries.value())
            texts.append(entry.conversation + u": "_s + entry.text);
        return texts;
    }
};

/// The process that is killed: it writes drafts as a person would, and says which the disk has.
int runDesk(const QString &folder, int first)
{
    Desk desk(folder);
    for (int number = first;; ++number) {
        desk.drafts->set(u"desk"_s, QString::number(number));
        const auto line = "kept " + QByteArray::number(number) + '\n';
        std::cout << line.constData() << std::flush;
    }
}

} // namespace

class TestDrafts : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { FaultyDisk::install(); }
    void init()
    {
        beStrict();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void survivesRestarts()
    {
        {
            Desk desk(m_folder->path());
            QVERIFY(desk.restored.isEmpty());
            desk.drafts->set(u"desk"_s, u"Hel"_s);
            desk.drafts->set(u"desk"_s, u"<b>Zo\u00eb</b> \"x\"\n"_s);
            desk.drafts->set(u"duty"_s, u"gone"_s);
            desk.drafts->set(u"duty"_s, {});
            desk.drafts->set({}, u"nowhere"_s);
            desk.drafts->set(u"long"_s, QString(Drafts::textLimit + 1, u'x'));
        }
        Desk desk(m_folder->path());
        QCOMPARE(desk.restored, (QList<Draft>{{3, u"desk"_s, u"<b>Zo\u00eb</b> \"x\"\n"_s}}));
        desk.drafts->forget(u"desk"_s);
        QVERIFY(desk.drafts->keepAgain());
        QCOMPARE(desk.kept().size(), 1); // the store lets it go with the command
    }

    void bounded()
    {
        FaultyDisk::install().skipSyncs(true);
        Desk desk(m_folder->path());
        for (int i = 0; i <= Drafts::capacity; ++i)
            desk.drafts->set(QString::number(i), u"x"_s);
        QCOMPARE(desk.kept().size(), Drafts::capacity);
        FaultyDisk::install().skipSyncs(false);
    }

    /// What the disk does not take is written once it does.
    void waitsForTheDisk()
    {
        auto &disk = FaultyDisk::install();
        Desk desk(m_folder->path());
        desk.drafts->set(u"desk"_s, u"one"_s);
        disk.fail(FaultyDisk::Fault::Full);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot keep a draft"_s));
        desk.drafts->set(u"desk"_s, u"two"_s);
        QVERIFY(disk.hasFailed());
        disk.heal();
        QCOMPARE(desk.kept(), QStringList{u"desk: one"_s});
        QTRY_COMPARE(desk.kept(), QStringList{u"desk: two"_s});
    }

    /// A journal that is set aside leaves them to the one in its place; one that was changed is not taken for what the user wrote.
    void salvaged()
    {
        {
            Desk desk(m_folder->path());
            desk.drafts->set(u"desk"_s, u"kept"_s);
            desk.drafts->set(u"duty"_s, u"changed"_s);
        }
        {
            auto database = Database::open(Journal::fileIn(m_folder->path()));
            QVERIFY(database);
            QVERIFY(database->execute(
                "UPDATE draft SET draft = replace(draft, 'changed', 'forged') WHERE conversation = 'duty'"));
        }
        {
            auto journal = Journal::open(m_folder->path());
            QVERIFY(journal);
            const auto entries = (*journal)->drafts().entries((*journal)->feed("f")->id);
            QVERIFY(!entries && isDamage(entries.error()));
        }
        QVERIFY(rescueJournal(m_folder->path(), u"damaged"_s, SystemClock().wallTime(), {}));
        Desk desk(m_folder->path());
        QCOMPARE(desk.kept(), QStringList{u"desk: kept"_s});
    }

    /// Whenever the program is killed, what stands there is the newest that it knew to be kept, or the next.
    void killed()
    {
        const auto seed = std::random_device()();
        std::mt19937 random(seed);
        const auto what = u"seed %1: "_s.arg(seed);
        int kept = 0;
        for (int round = 0; round < 25; ++round) {
            QProcess desk;
            desk.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            desk.start(QCoreApplication::applicationFilePath(),
                       {u"--desk"_s, m_folder->path(), QString::number(kept + 1)});
            const auto read = [&] {
                while (desk.canReadLine()) {
                    const auto line = desk.readLine();
                    if (line.startsWith("kept ") && line.endsWith('\n'))
                        kept = line.mid(5).trimmed().toInt();
                }
            };
            const int enough = kept + static_cast<int>(random() % 20);
            while (kept <= enough && (desk.canReadLine() || desk.waitForReadyRead(timeout)))
                read();
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 3000)); // anywhere in what it does
            desk.kill();
            QVERIFY(desk.waitForFinished(timeout));
            read();
            Desk again(m_folder->path());
            QCOMPARE(again.restored.size(), 1);
            const int found = again.restored.first().text.toInt();
            QVERIFY2(found == kept || found == kept + 1,
                     qPrintable(what + u"%1 was kept, %2 was found"_s.arg(kept).arg(found)));
            kept = found;
        }
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--desk")
        return runDesk(arguments.value(2), arguments.value(3).toInt());
    TestDrafts test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_drafts.moc"
