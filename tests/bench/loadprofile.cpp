// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "loadprofile.h"

#include "profile/profilefile.h"

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Of a large profile: kinds of messages that do not come.
constexpr int otherKinds = 200;

} // namespace

std::shared_ptr<const Profile> profileFor(const QString &kind)
{
    const bool isSocketIo = kind == u"bellboard-socket.io";
    const bool isLarge = kind == u"bellboard-large-profile";
    if (!isSocketIo && !isLarge && kind != u"bellboard-profile")
        return nullptr;
    QByteArray text = R"(
[kind]
pointer = "/type"
[message."org.bellboard.payment"]
type = "payment"
id = "/id"
subject = "/subject"
time = "/time"
stream = "/stream"
epoch = "/epoch"
sequence = "/sequence"
[message."org.bellboard.payment".data]
status = "/data/status"
money = { amount = "/data/money/amount", currency = "/data/money/currency" }
payer = "/data/payer"
method = "/data/method"
[message."org.bellboard.control.welcome"]
type = "ignore"
[send]
subscribe = ['{"subscribe":1}', '{"subscribe":2}']
[send.command]
message = { template = '{"ready":{{text}}}', settled_by = "sending" }
)";
    if (isSocketIo) {
        // All of it comes as an event of that name, the welcome as well, which is none of these.
        text.replace("pointer = \"/type\"", "event = true").replace("org.bellboard.payment", "event");
        for (const auto &word : {"subscribe", "ready"})
            text.replace(QByteArray("'{\"") + word + "\":", QByteArray("'[\"") + word + "\",").replace("}'", "]'");
        text.prepend("[connection]\ntransport = \"socketio\"\n");
    }
    for (int i = 0; isLarge && i < otherKinds; ++i) {
        const auto name = "other_" + QByteArray::number(i);
        text += "[message." + name + "]\ntype = \"task\"\nsubject = \"/" + name + "/id\"\n[message." + name
            + ".data]\nstatus = { pointer = \"/" + name
            + "/status\", words = { waits = \"queued\", done = \"approved\" } }\n"
            + "priority = { value = \"info\" }\ntitle = \"/" + name + "/title\"\n";
    }
    const auto file = ProfileFile::parse(text, kind);
    for (const auto &problem : file.problems)
        qFatal("%s", qPrintable(problem.text()));
    return file.profile;
}

} // namespace Bellboard
