// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/demostory.h"
#include "stricttest.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Bellboard::Demo;
using namespace Qt::StringLiterals;

namespace {

constexpr Time noon{std::chrono::milliseconds(1'770'111'625'123)};

/// A story with the history it writes, told `count` events long.
struct Telling
{
    explicit Telling(const DemoStory::Options &options, std::size_t count, Time now = noon)
        : history("e0", 1024 * 1024 * 1024)
        , writer(history)
        , story(options, writer)
    {
        writer.setNow(now);
        story.openScene();
        for (std::size_t i = 0; i < count; ++i)
            story.next();
    }

    QList<QJsonObject> events(Stream stream) const
    {
        QList<QJsonObject> list;
        for (std::uint64_t offset = 1; offset <= history.last(stream); ++offset) {
            const std::string_view text = history.slice(stream, offset, 1, 0).text;
            QJsonParseError error;
            list.append(QJsonDocument::fromJson(QByteArray(text.data(), qsizetype(text.size())), &error).object());
            if (error.error != QJsonParseError::NoError)
                qFatal("not JSON: %s", std::string(text).c_str());
        }
        return list;
    }
    QList<QJsonObject> events() const
    {
        QList<QJsonObject> list;
        for (std::size_t row = 0; row < streamCount; ++row)
            list += events(static_cast<Stream>(row));
        return list;
    }
    /// The newest data of each subject of a type.
    QHash<QString, QJsonObject> newest(Stream stream, const QString &type) const
    {
        QHash<QString, QJsonObject> found;
        for (const QJsonObject &event : events(stream)) {
            if (event.value("type"_L1) == "org.bellboard."_L1 + type)
                found.insert(event.value("subject"_L1).toString(), event.value("data"_L1).toObject());
        }
        return found;
    }

    History history;
    EventWriter writer;
    DemoStory story;
};

DemoStory::Options optionsFor(double rate, std::uint64_t seed = 7)
{
    DemoStory::Options options;
    options.seed = seed;
    options.rate = rate;
    return options;
}

/// What a field must look like.
enum class Field {
    Text,
    Number, ///< a whole one
    Figure, ///< any number
    Time,
    Money,
    Words, ///< one of a list
};

struct FieldRule
{
    QString name;
    Field field;
    QStringList words;
    bool optional = false;
};

const QHash<QString, QList<FieldRule>> &rules()
{
    static const QHash<QString, QList<FieldRule>> table{
        {u"payment"_s,
         {{u"status"_s,
           Field::Words,
           {u"created"_s, u"authorised"_s, u"processing"_s, u"settled"_s, u"failed"_s, u"refunded"_s}},
          {u"money"_s, Field::Money, {}},
          {u"payer"_s, Field::Text, {}},
          {u"method"_s, Field::Text, {}},
          {u"reference"_s, Field::Text, {}, true},
          {u"reason"_s, Field::Text, {}, true}}},
        {u"run"_s,
         {{u"phase"_s, Field::Words, {u"loading"_s, u"matching"_s, u"reviewing"_s, u"completed"_s, u"failed"_s}},
          {u"name"_s, Field::Text, {}},
          {u"done"_s, Field::Number, {}},
          {u"total"_s, Field::Number, {}},
          {u"matched"_s, Field::Number, {}},
          {u"exceptions"_s, Field::Number, {}},
          {u"unmatched"_s, Field::Money, {}},
          {u"error"_s, Field::Text, {}, true}}},
        {u"exception"_s,
         {{u"status"_s, Field::Words, {u"open"_s, u"resolved"_s}},
          {u"run"_s, Field::Text, {}},
          {u"money"_s, Field::Money, {}},
          {u"reason"_s, Field::Text, {}},
          {u"owner"_s, Field::Text, {}, true},
          {u"version"_s, Field::Text, {}}}},
        {u"rule"_s,
         {{u"status"_s, Field::Words, {u"active"_s, u"paused"_s, u"retired"_s}},
          {u"name"_s, Field::Text, {}},
          {u"text"_s, Field::Text, {}},
          {u"by"_s, Field::Text, {}},
          {u"version"_s, Field::Text, {}}}},
        {u"help"_s,
         {{u"status"_s, Field::Words, {u"waiting"_s, u"assigned"_s, u"active"_s, u"closed"_s}},
          {u"name"_s, Field::Text, {}},
          {u"topic"_s, Field::Text, {}},
          {u"position"_s, Field::Number, {}},
          {u"since"_s, Field::Time, {}},
          {u"assignee"_s, Field::Text, {}, true},
          {u"conversation"_s, Field::Text, {}, true}}},
        {u"donation"_s,
         {{u"status"_s, Field::Words, {u"pledged"_s, u"received"_s, u"failed"_s, u"refunded"_s}},
          {u"money"_s, Field::Money, {}},
          {u"donor"_s, Field::Text, {}},
          {u"campaign"_s, Field::Text, {}, true}}},
        {u"shift"_s,
         {{u"status"_s, Field::Words, {u"open"_s, u"filled"_s, u"done"_s, u"cancelled"_s}},
          {u"title"_s, Field::Text, {}},
          {u"needed"_s, Field::Number, {}},
          {u"filled"_s, Field::Number, {}},
          {u"starts"_s, Field::Time, {}},
          {u"ends"_s, Field::Time, {}}}},
        {u"metric"_s,
         {{u"area"_s, Field::Words, {u"reconciliation"_s, u"charity"_s}},
          {u"title"_s, Field::Text, {}},
          {u"value"_s, Field::Figure, {}},
          {u"unit"_s, Field::Text, {}, true}}},
        {u"task"_s,
         {{u"status"_s, Field::Words, {u"queued"_s, u"in_review"_s, u"approved"_s, u"rejected"_s}},
          {u"priority"_s, Field::Words, {u"info"_s, u"warning"_s, u"high"_s, u"critical"_s}},
          {u"title"_s, Field::Text, {}},
          {u"assignee"_s, Field::Text, {}, true},
          {u"money"_s, Field::Money, {}, true},
          {u"due"_s, Field::Time, {}, true}}},
        {u"message"_s,
         {{u"kind"_s, Field::Words, {u"user"_s, u"system"_s, u"notification"_s}},
          {u"conversation"_s, Field::Text, {}},
          {u"author"_s, Field::Text, {}},
          {u"text"_s, Field::Text, {}},
          {u"about"_s, Field::Text, {}, true},
          {u"key"_s, Field::Text, {}, true}}},
        {u"presence"_s, {{u"status"_s, Field::Words, {u"online"_s, u"away"_s, u"offline"_s}}}},
        {u"alert"_s,
         {{u"severity"_s, Field::Words, {u"critical"_s, u"high"_s, u"warning"_s, u"info"_s}},
          {u"state"_s, Field::Words, {u"raised"_s, u"acknowledged"_s, u"resolved"_s}},
          {u"area"_s,
           Field::Words,
           {u"payments"_s, u"reconciliation"_s, u"charity"_s, u"review"_s, u"chat"_s, u"system"_s}},
          {u"title"_s, Field::Text, {}},
          {u"text"_s, Field::Text, {}, true},
          {u"about"_s, Field::Text, {}, true},
          {u"owner"_s, Field::Text, {}, true},
          {u"by"_s, Field::Text, {}, true},
          {u"raised"_s, Field::Time, {}},
          {u"snoozed_until"_s, Field::Time, {}, true}}},
    };
    return table;
}

bool fits(const FieldRule &rule, const QJsonValue &value)
{
    static const QRegularExpression decimal(u"^-?[0-9]{1,18}(\\.[0-9]{1,9})?$"_s);
    if (value.isUndefined())
        return rule.optional;
    switch (rule.field) {
    case Field::Text:
        return value.isString() && (rule.optional || !value.toString().isEmpty());
    case Field::Number:
        return value.isDouble() && value.toInteger(-1) >= 0;
    case Field::Figure:
        return value.isDouble();
    case Field::Time:
        return value.toString().size() == 24 && QDateTime::fromString(value.toString(), Qt::ISODateWithMs).isValid();
    case Field::Money:
        return decimal.match(value["amount"_L1].toString()).hasMatch() && value["currency"_L1].toString().size() == 3;
    case Field::Words:
        return rule.words.contains(value.toString());
    }
    return false;
}

} // namespace

class TestDemoStory : public Bellboard::StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void sameSeedTellsTheSame()
    {
        const Telling one(optionsFor(20), 3000);
        const Telling same(optionsFor(20), 3000);
        const Telling other(optionsFor(20, 8), 3000);
        QCOMPARE(one.events(), same.events());
        QVERIFY(one.events() != other.events());
        // Only times follow the clock.
        const Telling later(optionsFor(20), 3000, noon + std::chrono::hours(30));
        const auto payments = one.events(Stream::Payments);
        const auto laterPayments = later.events(Stream::Payments);
        QCOMPARE(payments.size(), laterPayments.size());
        for (qsizetype i = 0; i < payments.size(); ++i) {
            QCOMPARE(payments[i].value("data"_L1), laterPayments[i].value("data"_L1));
            QVERIFY(payments[i].value("time"_L1) != laterPayments[i].value("time"_L1));
        }
    }

    void everyEventIsWellFormed_data()
    {
        QTest::addColumn<double>("rate");
        QTest::newRow("leisurely") << 20.0;
        QTest::newRow("flood") << 100'000.0;
    }

    void everyEventIsWellFormed()
    {
        QFETCH(double, rate);
        const Telling telling(optionsFor(rate), 20'000);
        QSet<QString> ids;
        QSet<QString> types;
        for (const QJsonObject &event : telling.events()) {
            QCOMPARE(event.value("specversion"_L1).toString(), u"1.0"_s);
            QVERIFY(!event.value("source"_L1).toString().isEmpty());
            QVERIFY(!event.value("subject"_L1).toString().isEmpty());
            QVERIFY(QDateTime::fromString(event.value("time"_L1).toString(), Qt::ISODateWithMs).isValid());
            QVERIFY(event.value("time"_L1).toString().endsWith(u'Z'));
            const QString id = event.value("id"_L1).toString();
            QVERIFY(!ids.contains(id));
            ids.insert(id);
            const QString type = event.value("type"_L1).toString().mid(14);
            QVERIFY2(rules().contains(type), qPrintable(type));
            types.insert(type);
            const QJsonObject data = event.value("data"_L1).toObject();
            qsizetype known = 0;
            for (const FieldRule &rule : rules().value(type)) {
                QVERIFY2(fits(rule, data.value(rule.name)), QJsonDocument(event).toJson().constData());
                known += data.contains(rule.name) ? 1 : 0;
            }
            QCOMPARE(data.size(), known);
        }
        QCOMPARE(ids.size(), 20'000);
        QCOMPARE(types.size(), rules().size());
    }

    void sequencesAreContiguous()
    {
        const Telling telling(optionsFor(1000), 5000);
        for (std::size_t row = 0; row < streamCount; ++row) {
            qint64 expected = 0;
            for (const QJsonObject &event : telling.events(static_cast<Stream>(row)))
                QCOMPARE(event.value("sequence"_L1).toString(), u"%1"_s.arg(++expected, 16, 10, QLatin1Char('0')));
        }
    }

    void openingSceneIsComplete()
    {
        Telling telling(optionsFor(20), 0);
        const std::size_t scene = telling.story.due();
        QCOMPARE(scene, std::size_t(174));
        for (std::size_t i = 0; i < scene; ++i)
            telling.story.next();
        QCOMPARE(telling.newest(Stream::Payments, u"payment"_s).size(), 60);
        QCOMPARE(telling.newest(Stream::Reconciliation, u"run"_s).size(), 3);
        QCOMPARE(telling.newest(Stream::Reconciliation, u"exception"_s).size(), 12);
        QCOMPARE(telling.newest(Stream::Charity, u"help"_s).size(), 9);
        QCOMPARE(telling.newest(Stream::Charity, u"donation"_s).size(), 10);
        QCOMPARE(telling.newest(Stream::Charity, u"shift"_s).size(), 6);
        QCOMPARE(telling.newest(Stream::Reconciliation, u"rule"_s).size(), 5);
        QCOMPARE(telling.newest(Stream::Reconciliation, u"metric"_s).size(), 3);
        QCOMPARE(telling.newest(Stream::Charity, u"metric"_s).size(), 4);
        QCOMPARE(telling.newest(Stream::Review, u"task"_s).size(), 24);
        QCOMPARE(telling.newest(Stream::Chat, u"message"_s).size(), 18);
        QCOMPARE(telling.newest(Stream::Chat, u"presence"_s).size(), 8);
        const auto alerts = telling.newest(Stream::Alerts, u"alert"_s);
        QCOMPARE(alerts.size(), 12);
        QCOMPARE(std::count_if(alerts.begin(), alerts.end(),
                               [](const QJsonObject &alert) { return alert.value("severity"_L1) == "critical"_L1; }),
                 2);
        QSet<int> positions;
        for (const QJsonObject &help : telling.newest(Stream::Charity, u"help"_s))
            positions.insert(help.value("position"_L1).toInt());
        QCOMPARE(positions, (QSet<int>{1, 2, 3, 4, 5, 6, 7, 8, 9}));
        const auto messages = telling.newest(Stream::Chat, u"message"_s);
        QCOMPARE(std::count_if(messages.begin(), messages.end(),
                               [](const QJsonObject &message) { return message.value("about"_L1) == "HR-1141"_L1; }),
                 3);
    }

    void livesAreBoundedAndLifelike()
    {
        DemoStory::Options options = optionsFor(50'000);
        options.payments = 500;
        options.paymentsAtStart = 500;
        const Telling telling(options, 40'000);
        QCOMPARE(telling.newest(Stream::Payments, u"payment"_s).size(), 500);
        QVERIFY(telling.history.last(Stream::Payments) >= 36'000);
        int settled = 0;
        int failed = 0;
        for (const QJsonObject &event : telling.events(Stream::Payments)) {
            const QString status = event.value("data"_L1)["status"_L1].toString();
            settled += status == "settled"_L1 ? 1 : 0;
            failed += status == "failed"_L1 ? 1 : 0;
        }
        QVERIFY2(settled > failed * 8 && settled < failed * 18,
                 qPrintable(u"%1 settled, %2 failed"_s.arg(settled).arg(failed)));
        // Nothing but messages and alerts keeps getting new subjects.
        QVERIFY(telling.newest(Stream::Charity, u"help"_s).size() <= 900);
        QVERIFY(telling.newest(Stream::Review, u"task"_s).size() <= 900);
        QVERIFY(telling.newest(Stream::Reconciliation, u"run"_s).size() < 20);
    }

    void helpQueueHasNoHoles()
    {
        Telling telling(optionsFor(20), 6000);
        while (telling.story.due() > 0)
            telling.story.next();
        QList<int> positions;
        for (const QJsonObject &help : telling.newest(Stream::Charity, u"help"_s)) {
            if (help.value("status"_L1) == "waiting"_L1)
                positions.append(help.value("position"_L1).toInt());
            else
                QCOMPARE(help.value("position"_L1).toInt(), 0);
        }
        std::sort(positions.begin(), positions.end());
        QVERIFY(!positions.isEmpty());
        for (int i = 0; i < positions.size(); ++i)
            QCOMPARE(positions[i], i + 1);
    }

    void commandsChangeTheStory()
    {
        Telling telling(optionsFor(20), 174);
        DemoStory &story = telling.story;
        const auto alerts = telling.newest(Stream::Alerts, u"alert"_s);
        const auto emergency = std::find_if(alerts.keyBegin(), alerts.keyEnd(), [&](const QString &key) {
            return alerts.value(key).value("title"_L1).toString().startsWith(u"Emergency"_s);
        });
        const std::string subject = emergency->toStdString();
        QVERIFY(story.execute({"acknowledge", "alert", subject, "", "", "Priya"}).ok);
        QJsonObject alert = telling.newest(Stream::Alerts, u"alert"_s).value(*emergency);
        QCOMPARE(alert.value("state"_L1).toString(), u"acknowledged"_s);
        QCOMPARE(alert.value("by"_L1).toString(), u"Priya"_s);
        QVERIFY(story.execute({"unacknowledge", "alert", subject, "", "", "Priya"}).ok);
        QVERIFY(story.execute({"assign", "alert", subject, "Sam", "", "Priya"}).ok);
        alert = telling.newest(Stream::Alerts, u"alert"_s).value(*emergency);
        QCOMPARE(alert.value("state"_L1).toString(), u"raised"_s);
        QCOMPARE(alert.value("owner"_L1).toString(), u"Sam"_s);

        const auto helps = telling.newest(Stream::Charity, u"help"_s);
        for (const auto &[key, help] : helps.asKeyValueRange()) {
            if (help.value("position"_L1).toInt() == 3)
                QVERIFY(story.execute({"assign", "help", key.toStdString(), "", "", "Priya"}).ok);
        }
        const auto tasks = telling.newest(Stream::Review, u"task"_s);
        QVERIFY(story.execute({"assign", "task", tasks.keyBegin()->toStdString(), "", "", "Priya"}).ok);
        QCOMPARE(telling.newest(Stream::Review, u"task"_s).value(*tasks.keyBegin()).value("assignee"_L1).toString(),
                 u"Priya"_s);
        const auto exceptions = telling.newest(Stream::Reconciliation, u"exception"_s);
        QVERIFY(story.execute({"assign", "exception", exceptions.keyBegin()->toStdString(), "Mo", "", "Priya"}).ok);

        const std::string said = "Quote \" backslash \\ tab \t and <b>no markup</b> ✓";
        QVERIFY(story.execute({"message", "conversation", "Month end", "", said, "Priya"}).ok);
        const QJsonObject message = telling.events(Stream::Chat).last().value("data"_L1).toObject();
        QCOMPARE(message.value("text"_L1).toString(), QString::fromStdString(said));
        QCOMPARE(message.value("conversation"_L1).toString(), u"Month end"_s);
    }

    void snoozes()
    {
        Telling telling(optionsFor(20), 174);
        DemoStory &story = telling.story;
        const auto alerts = telling.newest(Stream::Alerts, u"alert"_s);
        const auto raised = std::find_if(alerts.keyBegin(), alerts.keyEnd(), [&](const QString &key) {
            return alerts.value(key).value("state"_L1).toString() == u"raised"_s;
        });
        const auto subject = raised->toStdString();
        const auto now = [&] { return telling.newest(Stream::Alerts, u"alert"_s).value(*raised); };
        const Time until = telling.writer.now() + std::chrono::minutes(15);
        QVERIFY(story.execute({"snooze", "alert", subject, "", "", "Priya", "k", until}).ok);
        std::string text;
        appendTime(text, until);
        QCOMPARE(now().value("snoozed_until"_L1).toString(), QString::fromStdString(text));
        QCOMPARE(now().value("by"_L1).toString(), u"Priya"_s);
        QVERIFY(story.execute({"unsnooze", "alert", subject, "", "", "Sam"}).ok);
        QVERIFY(!now().contains("snoozed_until"_L1));
        QVERIFY(story.execute({"snooze", "alert", subject, "", "", "Priya", "k", until}).ok);
        QVERIFY(story.execute({"acknowledge", "alert", subject, "", "", "Priya"}).ok);
        QVERIFY(!now().contains("snoozed_until"_L1));
        const auto written = telling.writer.written();
        const auto refused = [&](Time time) {
            return !story.execute({"snooze", "alert", subject, "", "", "Priya", "k", time}).ok;
        };
        QVERIFY(refused(until)); // it is acknowledged
        QVERIFY(story.execute({"unacknowledge", "alert", subject, "", "", "Priya"}).ok);
        QVERIFY(refused({}));
        QVERIFY(refused(telling.writer.now()));
        QVERIFY(refused(telling.writer.now() + std::chrono::days(31)));
        QCOMPARE(telling.writer.written(), written + 1);
    }

    /// Who changes what somebody else changed meanwhile is refused.
    void takesChanges()
    {
        Telling telling(optionsFor(20), 174);
        const auto change = [&](const std::string &name, const std::string &kind, const std::string &subject,
                                const std::string &base) {
            Command command{name, kind, subject, "", "Other words", "Priya", "k"};
            command.base = base;
            return telling.story.execute(command);
        };
        const auto newest = [&] { return telling.events(Stream::Reconciliation).last().value("data"_L1).toObject(); };
        QVERIFY(change("edit", "rule", "RL-01", "1").ok);
        QCOMPARE(newest().value("text"_L1).toString(), u"Other words"_s);
        QCOMPARE(newest().value("by"_L1).toString(), u"Priya"_s);
        QCOMPARE(newest().value("version"_L1).toString(), u"2"_s);
        const auto written = telling.writer.written();
        QCOMPARE(change("edit", "rule", "RL-01", "1").code, "conflict");
        QCOMPARE(change("edit", "rule", "RL-01", "1").reason, "Priya changed the rule meanwhile.");
        QCOMPARE(change("edit", "rule", "RL-77", "1").code, "unknown_subject");
        QCOMPARE(change("edit", "alert", "RL-01", "2").code, "refused");
        const auto exception = telling.newest(Stream::Reconciliation, u"exception"_s).keyBegin()->toStdString();
        QCOMPARE(change("resolve", "exception", exception, "0").code, "conflict");
        QCOMPARE(telling.writer.written(), written);
        QVERIFY(change("resolve", "exception", exception, "1").ok);
        QCOMPARE(newest().value("status"_L1).toString(), u"resolved"_s);
        QCOMPARE(newest().value("reason"_L1).toString(), u"Other words"_s);
        QCOMPARE(change("resolve", "exception", exception, "2").code, "unknown_subject");
    }

    void takesNotes()
    {
        Telling telling(optionsFor(20), 174);
        const std::string text = "Quote \" and <b>no markup</b> ✓";
        const auto write = [&](Stream stream, const QString &kind) {
            const auto subject = telling.newest(stream, kind).keyBegin()->toStdString();
            const bool done = telling.story.execute({"note", kind.toStdString(), subject, "", text, "Priya", "k"}).ok;
            const auto event = telling.events(stream).last();
            const auto note = event.value("data"_L1).toObject();
            return done && event.value("type"_L1).toString() == u"org.bellboard.note"_s
                && note.value("kind"_L1).toString() == kind
                && note.value("about"_L1).toString() == QString::fromStdString(subject)
                && note.value("by"_L1).toString() == u"Priya"_s && note.value("key"_L1).toString() == u"k"_s
                && note.value("text"_L1).toString() == QString::fromStdString(text);
        };
        QVERIFY(write(Stream::Alerts, u"alert"_s));
        QVERIFY(write(Stream::Review, u"task"_s));
        QVERIFY(write(Stream::Charity, u"help"_s));
        QVERIFY(write(Stream::Reconciliation, u"exception"_s));
        const auto written = telling.writer.written();
        QCOMPARE(telling.story.execute({"note", "task", "TSK-0", "", "x", "Priya"}).code, "unknown_subject");
        QCOMPARE(telling.story.execute({"note", "payment", "PAY-1", "", "x", "Priya"}).code, "refused");
        QCOMPARE(telling.story.execute({"note", "alert", "AL-0181", "", "", "Priya"}).code, "refused");
        QCOMPARE(telling.story.execute({"note", "alert", "AL-0181", "", std::string(4001, 'x'), "Priya"}).code,
                 "refused");
        QCOMPARE(telling.writer.written(), written);
    }

    void refusesInPlainWords()
    {
        Telling telling(optionsFor(20), 174);
        const std::uint64_t written = telling.writer.written();
        const Outcome unknown = telling.story.execute({"acknowledge", "alert", "AL-9999", "", "", "Priya"});
        QCOMPARE(unknown.code, "unknown_subject");
        QCOMPARE(unknown.reason, "There is no alert \"AL-9999\".");
        QCOMPARE(telling.story.execute({"launch", "alert", "AL-0181", "", "", "Priya"}).code, "unknown_command");
        QCOMPARE(telling.story.execute({"acknowledge", "task", "TSK-3107", "", "", "Priya"}).code, "refused");
        QCOMPARE(telling.story.execute({"message", "conversation", "Month end", "", "", "Priya"}).code, "refused");
        QCOMPARE(telling.story.execute({"message", "conversation", "Nowhere", "", "Hi", "Priya"}).code,
                 "unknown_subject");
        QCOMPARE(telling.writer.written(), written);
    }

    void colleaguesAnswer()
    {
        Telling telling(optionsFor(20), 174);
        for (int i = 0; i < 5; ++i)
            QVERIFY(
                telling.story.execute({"message", "conversation", "Shelter team", "", "Anybody free?", "Priya"}).ok);
        const QStringList answers{u"Got it, thanks Priya."_s,        u"On it, Priya."_s,
                                  u"Good point. I'll look now."_s,   u"Agreed."_s,
                                  u"Give me five minutes, Priya."_s, u"Done. Can you check, Priya?"_s};
        for (int i = 0; i < 200; ++i)
            telling.story.next();
        const auto events = telling.events(Stream::Chat);
        QVERIFY(std::any_of(events.begin(), events.end(), [&answers](const QJsonObject &event) {
            return answers.contains(event.value("data"_L1)["text"_L1].toString());
        }));
    }
};

QTEST_GUILESS_MAIN(TestDemoStory)
#include "tst_demostory.moc"
