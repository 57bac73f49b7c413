// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QStringList>
#include <QTest>

/// In initTestCase(): without what is missing, in words, the test is skipped, or fails where everything must be there.
#define BELLBOARD_NEED(missing)                                                                                        \
    do {                                                                                                               \
        if (const QString lacking = (missing); !lacking.isEmpty()) {                                                   \
            if (Bellboard::Service::isRequired())                                                                      \
                QFAIL(qPrintable(lacking));                                                                            \
            QSKIP(qPrintable(lacking));                                                                                \
        }                                                                                                              \
    } while (false)

namespace Bellboard {

/// A server that is a program of its own, as its team would run it: started, killed and started again by a test.
class Service : public QObject
{
    Q_OBJECT

public:
    /// How it is run.
    struct Plan
    {
        QString program; ///< a name in PATH or /usr/sbin, or a path
        QStringList arguments;
        QMap<QString, QString> environment; ///< beside that of the test
        QString folder; ///< to run in
        QRegularExpression ready; ///< matches what it writes once it can be used; what it captures is ready()
    };

    explicit Service(Plan plan) : m_plan(std::move(plan)) { }
    /// Ends it, whatever it does.
    ~Service() override;

    /// Starts it and waits until it is ready; false when that comes to nothing, of which output() tells.
    bool start();
    /// Ends it as a system does; it may say goodbye.
    void stop();
    /// Ends it without a word (SIGKILL).
    void kill();

    Plan &plan() { return m_plan; }
    const Plan &plan() const { return m_plan; }
    /// What the pattern captured, such as a port.
    const QString &ready() const { return m_ready; }
    /// What it wrote since it was started.
    const QString &output() const { return m_output; }

    /// That these packages must be installed first, in words; empty when `program` can be run with `arguments` in that folder.
    static QString missing(const QString &program, const QStringList &arguments, const QString &packages,
                           const QString &folder = {});
    /// BELLBOARD_REQUIRE_INTEROP is set: what is missing is a failure.
    static bool isRequired();
    /// A port of 127.0.0.1 on which nobody listens just now, for servers that cannot choose one.
    static quint16 freePort();
    /// The program with that name, also where only administrators have it in their PATH; empty when there is none.
    static QString find(const QString &program);

private:
    void read();

    Plan m_plan;
    QProcess m_process;
    QString m_ready;
    QString m_output;
};

} // namespace Bellboard
