// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>
#include <QTest>

#include <memory>
#include <vector>

namespace Bellboard {

/// A system bus of the test's own, with services on it that python-dbusmock pretends to be.
class SystemBus
{
public:
    ~SystemBus()
    {
        QDBusConnection::disconnectFromBus(name());
        for (const auto &process : m_processes) {
            process->kill();
            process->waitForFinished();
        }
    }

    void start()
    {
        auto &daemon = run(QStringLiteral("dbus-daemon"),
                           {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--nopidfile"),
                            QStringLiteral("--print-address")});
        QVERIFY2(daemon.waitForStarted(), "dbus-daemon is not installed");
        QTRY_VERIFY(daemon.canReadLine());
        m_address = daemon.readLine().trimmed();
        QVERIFY(QDBusConnection::connectToBus(QString::fromUtf8(m_address), name()).isConnected());
    }
    /// Puts what the template of python-dbusmock makes on the bus, under the name of `service`.
    void pretend(const QString &pretended, const QString &service)
    {
        // The system's Python, for the system's package.
        run(QStringLiteral("/usr/bin/python3"),
            {QStringLiteral("-m"), QStringLiteral("dbusmock"), QStringLiteral("--system"), QStringLiteral("--template"),
             pretended});
        QTRY_VERIFY2_WITH_TIMEOUT(has(service), "python3-dbusmock is not installed, or does not start", 20'000);
    }

    const QByteArray &address() const { return m_address; }

    /// Calls a method and waits for the answer.
    static void call(const QString &service, const QString &path, const QString &interface, const QString &method,
                     const QVariantList &arguments)
    {
        auto message = QDBusMessage::createMethodCall(service, path, interface, method);
        message.setArguments(arguments);
        const auto answer = QDBusConnection(name()).call(message);
        QVERIFY2(answer.type() == QDBusMessage::ReplyMessage, qPrintable(answer.errorMessage()));
    }
    /// Sends a signal to everybody.
    static void tell(const QString &path, const QString &interface, const QString &signal,
                     const QVariantList &arguments)
    {
        auto message = QDBusMessage::createSignal(path, interface, signal);
        message.setArguments(arguments);
        QVERIFY(QDBusConnection(name()).send(message));
    }
    /// logind says that the computer is going to sleep, or is back.
    static void prepareForSleep(bool sleeping)
    {
        call(QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
             QStringLiteral("org.freedesktop.DBus.Mock"), QStringLiteral("EmitSignal"),
             {QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForSleep"), QStringLiteral("b"),
              QVariant(QVariantList{sleeping})});
    }

private:
    static QString name() { return QStringLiteral("test-system"); }
    static bool has(const QString &service)
    {
        auto message =
            QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/"),
                                           QStringLiteral("org.freedesktop.DBus"), QStringLiteral("NameHasOwner"));
        message << service;
        return QDBusConnection(name()).call(message).arguments().value(0).toBool();
    }
    QProcess &run(const QString &program, const QStringList &arguments)
    {
        auto &process = *m_processes.emplace_back(std::make_unique<QProcess>());
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DBUS_SYSTEM_BUS_ADDRESS"), QString::fromUtf8(m_address));
        process.setProcessEnvironment(environment);
        process.start(program, arguments);
        return process;
    }

    std::vector<std::unique_ptr<QProcess>> m_processes;
    QByteArray m_address;
};

} // namespace Bellboard
