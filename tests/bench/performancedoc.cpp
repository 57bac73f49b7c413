// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// Writes what the benchmark measured into the documents: bellboard_performancedoc bench.json ROOT
// In ROOT, docs/performance.md gets its tables, docs/images/engines.png is drawn, and tests/bench/instructions.json, which later runs
// compare with, is written.

#include "enginepicture.h"
#include "report.h"

#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QSaveFile>

#include <cmath>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace Bellboard;

namespace {

const QString begin = u"<!-- The benchmark writes what follows. -->\n"_s;
const QString end = u"<!-- So far the benchmark. -->\n"_s;

bool write(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return true;
    std::fprintf(stderr, "%s cannot be written: %s\n", qPrintable(path), qPrintable(file.errorString()));
    return false;
}

/// What later runs compare theirs with.
QByteArray asCommitted(const QJsonObject &instructions)
{
    QJsonObject committed;
    for (auto kind = instructions.begin(); kind != instructions.end(); ++kind)
        committed.insert(kind.key(), std::round(kind.value().toObject().value("now"_L1).toDouble()));
    return QJsonDocument(committed).toJson();
}

/// Puts `made` between the marks of the document.
bool writeBetweenMarks(const QString &path, const QString &made)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "%s cannot be read: %s\n", qPrintable(path), qPrintable(file.errorString()));
        return false;
    }
    auto text = QString::fromUtf8(file.readAll());
    file.close();
    const auto from = text.indexOf(begin);
    const auto to = text.indexOf(end, from);
    if (from < 0 || to < 0) {
        std::fprintf(stderr, "%s has no place for the tables\n", qPrintable(path));
        return false;
    }
    text.replace(from, to - from, begin + u'\n' + made);
    return write(path, text.toUtf8());
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    QFile file(arguments.value(1));
    if (arguments.size() != 3 || !file.open(QIODevice::ReadOnly)) {
        std::fputs("Usage: bellboard_performancedoc bench.json ROOT\n", stderr);
        return 2;
    }
    auto results = QJsonDocument::fromJson(file.readAll()).object();
    for (const auto part : {"herd"_L1, "backpressure"_L1}) // they stand in reconnecting.md and reliability.md
        results.remove(part);
    const auto root = arguments.at(2);
    bool written = writeBetweenMarks(root + u"/docs/performance.md"_s, asMarkdown(reportOn(results)));
    if (const auto engines = results.value("engines"_L1).toObject(); !engines.isEmpty()) {
        const auto picture = root + u"/docs/images/engines.png"_s;
        const bool drawn = drawEngines(engines).save(picture);
        if (!drawn)
            std::fprintf(stderr, "%s cannot be written\n", qPrintable(picture));
        written = written && drawn;
    }
    if (const auto instructions = results.value("instructions"_L1).toObject(); !instructions.isEmpty())
        written = write(root + u"/tests/bench/instructions.json"_s, asCommitted(instructions)) && written;
    return written ? 0 : 1;
}
