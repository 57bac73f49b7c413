// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/help.h"

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

const auto program = uR"(Bellboard shows staff, live, what needs attention.

Usage: bellboard [options]                 the window
       bellboard tail [options]            print events as they are journalled
       bellboard status [options]          say in words, and by the exit code, how things stand
       bellboard token set|remove FEED     put a feed's token into the keychain, or take it out
       bellboard profile check|new         see what a backend's messages become; begin a new profile
       bellboard demo-server [options]     run the demo backend by itself
       bellboard VERB --help               more on a verb

Options everywhere:
  --config DIR         where feeds.toml and the window's settings are (default: $XDG_CONFIG_HOME/bellboard)
  --data DIR           where the journal is (default: $XDG_DATA_HOME/bellboard)
  --help, --version

Options of the window:
  --demo               on an embedded demo backend, with a journal that is forgotten at the end (unless --data is given)
  --seed N, --rate N   of the demo backend: its story, and its events a second (default 1 and 20)
  --minimized          start in the tray, or minimised where there is none
  --open PAGE[/KEY]    show this page and row; in the window that is already there, if one is
  --tour SECONDS --screenshots DIR [--size WxH]
                       visit every page in both themes, write a picture of each, print a summary and end
  --vitals             print once a second, as JSON, what is drawn and folded (for the benchmark)
  --pulse              with --vitals: also how long the window took no input at most

Examples:
  bellboard --demo
  bellboard --config ./config --data ./data
  bellboard --demo --tour 20 --screenshots build/screenshots

The log is standard error. The window tells there what happens to each connection and why; the verbs tell only of trouble.
QT_LOGGING_RULES="bellboard.*=true" tells more, "bellboard.*.info=false" less.

Exit codes:
   0  all went well (status: calm)        67  no such feed
   1  status: warning; profile: unmatched 69  a keychain, a port or a display could not be had
   2  status: critical                    70  something else went wrong
   3  status: a feed is not live          74  the output could not be written
  64  the command line is wrong           75  another process uses the data folder
  65  feeds.toml or a profile is wrong    76  it does so, and does not answer
  66  a file or folder is missing         77  a folder cannot be read, or belongs to somebody else
)"_s;

const auto tail = uR"(Usage: bellboard tail [options]

Prints events when they are on disk in the journal, each on a line, until it is interrupted. Beside a window (or another
tail) on the same data folder it reads along in the journal, and connects to no server itself.

  --feed NAME      only this feed
  --json           each event as a CloudEvents 1.0 JSON object with the attributes feed, stream, epoch and sequence
  --from-start     the whole journal first
  --count N        end after N events
  --for SECONDS    end after this time
  --demo           from an embedded demo backend (with --seed N, --rate N)
  --config DIR, --data DIR

Examples:
  bellboard tail
  bellboard tail --json --from-start --for 5 > events.jsonl
  bellboard tail --feed Payments --count 10
)"_s;

const auto status = uR"(Usage: bellboard status [options]

Connects, catches up, and says how things stand. The exit code is 0 when all is calm, 1 for a warning, 2 for something
critical, 3 when a feed is not live, so that nobody knows. Beside a window (or a tail) on the same data folder it asks that
one instead of connecting; where no answer comes within 3 seconds, the exit code is 76.

  --json           as one JSON object
  --for SECONDS    how long to try to become live (default 10)
  --demo           on an embedded demo backend (with --seed N, --rate N)
  --config DIR, --data DIR

Examples:
  bellboard status
  bellboard status --json | jq .state
)"_s;

const auto demoServer = uR"(Usage: bellboard demo-server [options]

Runs the demo backend on this computer's loopback address, prints its URL on one line and serves until it is interrupted.

  --port N             listen there (default 0: any free port)
  --seed N             which story to tell (default 1)
  --rate N             events a second, up to 100000 (default 20)
  --history FILE       keep the history in FILE, so that a restart goes on with it; without it a restart begins a new one,
                       and what clients had not received yet is lost
  --token-from-stdin   ask clients for the token that is read from standard input

Examples:
  bellboard demo-server --port 8080
  bellboard demo-server --rate 1000 --seed 7
)"_s;

const auto token = uR"(Usage: bellboard token set FEED
       bellboard token remove FEED

Puts the token of a feed into the keychain of this computer, or takes it out. The token is read from standard input, never
from the command line, where other users could see it. One line break at its end is dropped.

  --config DIR
  --proxy              not the token, but the password of the proxy that the feed goes through

Examples:
  bellboard token set Payments < token.txt
  pass show payments-token | bellboard token set Payments
  bellboard token remove Payments
)"_s;

const auto profile = uR"(Usage: bellboard profile check FILE [--sample MESSAGES]
       bellboard profile new [FILE]

"check" says what is wrong with a profile, each with its line and column. FILE may also be the name of one that is built in:
charity, chat, payments, reconciliation, tasks. With a sample it shows what each message becomes, field by field, and why one
becomes nothing. "new" writes a commented profile to begin with, to standard output or to a file that does not exist yet.
docs/profiles.md explains what stands in a profile.

  --sample FILE    a message in each line (NDJSON); of Socket.IO, ["event name", argument]

The exit code of "check" is 0 when all is well, 1 when a message of the sample became nothing, 65 when the profile has errors,
66 when a file is missing; that of "new" is 74 when the file exists already, or cannot be written.

Examples:
  bellboard profile new ours.toml
  bellboard profile check ours.toml --sample messages.ndjson
  bellboard profile check chat
)"_s;

} // namespace

QString helpText(const QString &topic)
{
    if (topic.isEmpty())
        return program;
    if (topic == u"tail")
        return tail;
    if (topic == u"status")
        return status;
    if (topic == u"demo-server")
        return demoServer;
    if (topic == u"token")
        return token;
    if (topic == u"profile")
        return profile;
    return {};
}

} // namespace Bellboard
