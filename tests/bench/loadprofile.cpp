// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "loadprofile.h"

#include "profile/profilefile.h"

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Of a large profile.
constexpr int otherKinds = 200;

const QByteArray payment = R"(
id = "/id"
subject = "/subject"
time = "/time"
stream = "/stream"
epoch = "/epoch"
sequence = "/sequence"
data.status = "/data/status"
data.money = { amount = "/data/money/amount", currency = "/data/money/currency" }
data.payer = "/data/payer"
data.method = "/data/method"
)";
const QByteArray plain = R"(
[kind]
pointer = "/type"
[message."org.bellboard.control.welcome"]
type = "ignore"
[message."org.bellboard.payment"]
type = "payment")"
    + payment;
const QByteArray overWebSocket = plain + R"(
[send]
subscribe = ['{"subscribe":1}', '{"subscribe":2}']
[send.command]
message = { template = '{"ready":{{text}}}', settled_by = "sending" }
)";
const QByteArray overHttp = "[connection]\ntransport = \"polling\"\n" + plain;
// All of it comes as an event of that name, the welcome as well, which is no payment.
const QByteArray overSocketIo = R"(
[kind]
event = true
[message.event]
type = "payment")"
    + payment + R"(
[send]
subscribe = ['["subscribe",1]', '["subscribe",2]']
[send.command]
message = { template = '["ready",{{text}}]', settled_by = "sending" }
)";

/// Kinds of messages that do not come.
QByteArray others()
{
    QByteArray text;
    for (int i = 0; i < otherKinds; ++i) {
        const auto name = "other_" + QByteArray::number(i);
        text += "[message." + name + "]\ntype = \"task\"\nsubject = \"/" + name + "/id\"\n[message." + name
            + ".data]\nstatus = { pointer = \"/" + name
            + "/status\", words = { waits = \"queued\", done = \"approved\" } }\n"
            + "priority = { value = \"info\" }\ntitle = \"/" + name + "/title\"\n";
    }
    return text;
}

QByteArray textFor(const QString &kind)
{
    if (kind == u"bellboard-profile")
        return overWebSocket;
    if (kind == u"bellboard-large-profile")
        return overWebSocket + others();
    if (kind == u"bellboard-socket.io")
        return "[connection]\ntransport = \"socketio\"\n" + overSocketIo;
    if (kind == u"bellboard-socket.io-polls")
        return "[connection]\ntransport = \"socketio\"\ntransports = [\"polling\"]\n" + overSocketIo;
    if (kind == u"bellboard-pages")
        return overHttp + "[http.poll]\npath = \"/page?cursor={{cursor}}\"\nlist = \"/items\"\nnext = \"/next\"\n";
    if (kind == u"bellboard-events")
        return overHttp + "[http]\nevents = \"/events\"\n";
    return {};
}

} // namespace

std::shared_ptr<const Profile> profileFor(const QString &kind)
{
    const auto text = textFor(kind);
    if (text.isEmpty())
        return nullptr;
    const auto file = ProfileFile::parse(text, kind);
    for (const auto &problem : file.problems)
        qFatal("%s", qPrintable(problem.text()));
    return file.profile;
}

} // namespace Bellboard
