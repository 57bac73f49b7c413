// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "event/eventjson.h"
#include "event/eventwords.h"
#include "stricttest.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

Event envelope()
{
    Event event;
    event.id = "e-1";
    event.source = "/backend";
    event.type = "org.bellboard.x";
    event.subject = "S-1";
    event.streamName = "payments";
    event.epoch = "ep";
    event.offset = 42;
    event.time = Timestamp(std::chrono::milliseconds(1'772'358'025'123));
    return event;
}

QJsonObject parsed(const Event &event)
{
    QJsonParseError error;
    const auto json = toCloudEventJson(event, "Feed");
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(json), &error);
    if (error.error != QJsonParseError::NoError)
        qWarning("not JSON: %s", json.c_str());
    return document.object();
}

} // namespace

class TestEventJson : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void envelopeHasAttributesAndExtensions()
    {
        const auto object = parsed(envelope());
        QCOMPARE(object.value(u"specversion"_s).toString(), u"1.0"_s);
        QCOMPARE(object.value(u"id"_s).toString(), u"e-1"_s);
        QCOMPARE(object.value(u"feed"_s).toString(), u"Feed"_s);
        QCOMPARE(object.value(u"stream"_s).toString(), u"payments"_s);
        QCOMPARE(object.value(u"epoch"_s).toString(), u"ep"_s);
        QCOMPARE(object.value(u"sequence"_s).toString(), u"0000000000000042"_s);
        QCOMPARE(object.value(u"time"_s).toString(), u"2026-03-01T09:40:25.123Z"_s);
    }

    void dataKeepsItsExactText_data()
    {
        QTest::addColumn<QString>("amount");
        for (const auto *amount : {"12.50", "-0.001", "999999999.999999999", "0"})
            QTest::newRow(amount) << QString::fromLatin1(amount);
    }
    void dataKeepsItsExactText()
    {
        QFETCH(QString, amount);
        auto event = envelope();
        PaymentData payment;
        payment.status = PaymentStatus::Refunded;
        payment.amount = *Money::parse(amount.toStdString(), "GBP");
        payment.payer = "A \"B\" \\ C";
        event.data = payment;
        const auto data = parsed(event).value(u"data"_s).toObject();
        QCOMPARE(data.value(u"money"_s).toObject().value(u"amount"_s).toString(), amount);
        QCOMPARE(data.value(u"money"_s).toObject().value(u"currency"_s).toString(), u"GBP"_s);
        QCOMPARE(data.value(u"payer"_s).toString(), u"A \"B\" \\ C"_s);
        QCOMPARE(data.value(u"status"_s).toString(), u"refunded"_s);
        QVERIFY(!data.contains(u"reason"_s));
    }

    void controlsAreEscaped_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("escape sequence") << u"\x1b[31mred"_s;
        QTest::newRow("line break") << u"a\r\nb\tc"_s;
        QTest::newRow("delete") << u"\x7f"_s;
        QTest::newRow("C1") << u"\u009b31m"_s;
        QTest::newRow("right-to-left override") << u"\u202egnp.exe"_s;
        QTest::newRow("isolate") << u"\u2066x\u2069"_s;
        QTest::newRow("line separator") << u"\u2028"_s;
        QTest::newRow("plain") << u"Zoë — £5 €6 日本 😀"_s;
    }
    void controlsAreEscaped()
    {
        QFETCH(QString, text);
        auto event = envelope();
        const auto utf8 = text.toStdString();
        event.subject = utf8;
        const auto json = QString::fromStdString(toCloudEventJson(event, "Feed"));
        for (const auto character : json)
            QVERIFY(character.category() != QChar::Other_Control && character.category() != QChar::Other_Format);
        QCOMPARE(parsed(event).value(u"subject"_s).toString(), text);
        const auto shown = QString::fromStdString(withVisibleControls(utf8));
        for (const auto character : shown)
            QVERIFY(character.category() != QChar::Other_Control && character.category() != QChar::Other_Format);
    }

    void snoozesAndNotes()
    {
        auto event = envelope();
        AlertData alert;
        alert.title = "Gateway is slow";
        event.data = alert;
        QVERIFY(!parsed(event).value(u"data"_s).toObject().contains(u"snoozed_until"_s));
        alert.snoozedUntil = event.time;
        event.data = alert;
        QCOMPARE(parsed(event).value(u"data"_s)[u"snoozed_until"_s].toString(), u"2026-03-01T09:40:25.123Z"_s);
        event.data = NoteData{NoteSubject::Exception, "EX-1", "Priya", "<b>x</b>", {}};
        const QJsonObject note{
            {u"kind"_s, u"exception"_s}, {u"about"_s, u"EX-1"_s}, {u"by"_s, u"Priya"_s}, {u"text"_s, u"<b>x</b>"_s}};
        QCOMPARE(parsed(event).value(u"data"_s).toObject(), note);
    }

    void unknownTypesKeepTheirData()
    {
        auto event = envelope();
        event.raw = "{\"id\":\"x\",\n \"data\" : { \"n\": 123456789012345678901234567890,\n \"t\":\"a  b\" } }";
        const auto json = toCloudEventJson(event, "Feed");
        QVERIFY(json.find("\"data\":{\"n\":123456789012345678901234567890,\"t\":\"a  b\"}") != std::string::npos);
        QVERIFY(json.find('\n') == std::string::npos);
    }

    void everyWordIsKnown()
    {
        QCOMPARE(wireWord(TaskStatus::InReview), std::string_view("in_review"));
        for (int value = 0; value <= static_cast<int>(Area::System); ++value)
            QVERIFY(!wireWord(static_cast<Area>(value)).empty());
        for (int value = 0; value <= static_cast<int>(PaymentStatus::Refunded); ++value)
            QVERIFY(!wireWord(static_cast<PaymentStatus>(value)).empty());
    }
};

QTEST_GUILESS_MAIN(TestEventJson)
#include "tst_eventjson.moc"
