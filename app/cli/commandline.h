// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/result.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace Bellboard {

/// What the program was asked to do.
struct CommandLine
{
    /// The first word that is not an option.
    enum class Verb {
        Window, ///< none: the window
        Tail,
        Status,
        DemoServer,
        TokenSet,
        TokenRemove,
        ProfileCheck,
        ProfileNew,
        Help, ///< of helpTopic
        Version,
    };

    Verb verb = Verb::Window;
    QString helpTopic; ///< a verb's name; empty for the program
    QString configFolder; ///< empty for the default
    QString dataFolder; ///< empty for the default
    bool demo = false; ///< on the embedded demo backend
    bool minimised = false;
    bool json = false;
    bool fromStart = false;
    QString feed; ///< only this feed; the feed whose token is meant
    std::optional<quint64> count; ///< end after this many events
    std::optional<std::chrono::seconds> duration; ///< end after this time
    std::optional<std::chrono::seconds> tour;
    QString screenshots; ///< folder for the tour's pictures
    bool vitals = false; ///< the window tells how it is doing, for the benchmark
    bool pulse = false; ///< and how long it took no input
    QSize size{1440, 900}; ///< of the window in a tour
    quint16 port = 0; ///< 0: any free one
    quint64 seed = 1;
    int rate = 20; ///< events/s of the demo backend
    QString profileFile; ///< to check, or to write; empty for standard output
    QString sampleFile; ///< messages to try a profile on
    QString historyFile; ///< where the demo backend keeps its history; empty: in memory
    bool proxyPassword = false; ///< it is not the token but the password of the feed's proxy that is meant
    bool tokenFromInput = false; ///< the demo backend asks for the token that stands in its standard input
    QString openPage; ///< show this page
    QString openKey; ///< and select this row
};

/// Reads the arguments (without the program's name). The error is one sentence for people.
Result<CommandLine, QString> parseCommandLine(const QStringList &arguments);

} // namespace Bellboard
