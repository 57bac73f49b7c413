// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "event/time.h"
#include "profile/profilefile.h"
#include "profile/sampletrial.h"
#include "stricttest.h"

#include <QFile>

#include <algorithm>
#include <set>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray readAll(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    return file.readAll();
}

std::vector<SampleOutcome> outcomesOf(const std::shared_ptr<const Profile> &profile, const std::string &samples,
                                      Timestamp received)
{
    std::vector<SampleOutcome> outcomes;
    trySamples(profile, samples, received, [&](const SampleOutcome &outcome) {
        outcomes.push_back(outcome);
        return true;
    });
    return outcomes;
}

} // namespace

/// What each message in resources/profiles/samples becomes is written down beside it.
class TestProfileSamples : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void samples_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &name : builtInProfiles())
            QTest::addRow("%s", qPrintable(name)) << name;
    }
    void samples()
    {
        QFETCH(QString, name);
        const auto file = ProfileFile::read(name);
        QVERIFY(file.profile);
        const auto folder = QStringLiteral(BELLBOARD_SAMPLES "/") + name;
        const auto sample = readAll(folder + u".ndjson"_s);
        const auto outcomes = outcomesOf(file.profile, sample.toStdString(), *parseTime("2026-02-03T10:00:00Z"));

        std::string all;
        std::set<std::string> kinds;
        for (const auto &outcome : outcomes) {
            all += outcome.text() + '\n';
            kinds.insert(outcome.kind);
        }
        const auto wanted = readAll(folder + u".expected"_s).split('\n');
        const auto given = QByteArray::fromStdString(all).split('\n');
        for (qsizetype i = 0; i < std::min(wanted.size(), given.size()); ++i)
            QCOMPARE(given[i], wanted[i]);
        QCOMPARE(given.size(), wanted.size());
        for (const auto &message : file.profile->messages)
            QVERIFY2(kinds.contains(message.kind), (message.kind + " has no sample").c_str());
        // Each also shows what does not match, which is told in words.
        QVERIFY(std::ranges::any_of(outcomes, [](const auto &o) { return !o.matched() && !o.reason.empty(); }));
    }

    /// What became of a line is told before the next one is looked at.
    void stopsWhenTold()
    {
        const auto file = ProfileFile::read(u"chat"_s);
        int told = 0;
        trySamples(file.profile, "{}\n{}\n{}\n", Timestamp{},
                   [&](const SampleOutcome &outcome) { return outcome.line == ++told && told < 2; });
        QCOMPARE(told, 2);
    }

    /// What docs/profiles.md shows is so.
    void workedExample()
    {
        auto document = readAll(QStringLiteral(BELLBOARD_DOCS "/profiles.md"));
        document.remove(0, document.indexOf("## A worked example"));
        const auto block = [&](const QByteArray &language) {
            const auto begin = document.indexOf("```" + language + "\n") + language.size() + 4;
            return document.mid(begin, document.indexOf("```", begin) - begin);
        };
        const auto file = ProfileFile::parse(block("toml"), u"desk.toml"_s);
        QVERIFY(file.profile);
        const auto outcomes = outcomesOf(file.profile, block("json").toStdString(), Timestamp{});
        QCOMPARE(outcomes.size(), std::size_t{1});
        QCOMPARE(QByteArray::fromStdString(outcomes[0].text() + "\n1 of 1 became something.\n"), block("text"));
        const auto parked = block("json").replace("assigned", "parked");
        const auto reason = outcomesOf(file.profile, parked.toStdString(), Timestamp{}).at(0).reason;
        QVERIFY(document.contains(QByteArray::fromStdString("`nothing: " + reason + '`')));
    }
};

QTEST_GUILESS_MAIN(TestProfileSamples)
#include "tst_profilesamples.moc"
