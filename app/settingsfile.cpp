// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "settingsfile.h"

#include "util/logging.h"

#include <QFile>
#include <QSettings>

#include <chrono>

using namespace std::chrono_literals;

namespace Bellboard {

namespace {

void writeTo(const QString &file, const QHash<QString, QVariant> &values)
{
    QSettings settings(file, QSettings::IniFormat);
    for (auto value = values.cbegin(); value != values.cend(); ++value)
        settings.setValue(value.key(), value.value());
    settings.sync();
    if (settings.status() != QSettings::NoError)
        qCWarning(logApp, "%s cannot be written", qPrintable(file));
    else
        QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

} // namespace

SettingsFile::SettingsFile(const QString &file, QObject *parent) : QObject(parent), m_file(file)
{
    const QSettings settings(file, QSettings::IniFormat);
    const auto keys = settings.allKeys();
    for (const auto &key : keys)
        m_values.insert(key, settings.value(key));
    m_thread.setMaxThreadCount(1); // so that a later write never comes before an earlier one
    m_pause.setSingleShot(true);
    m_pause.setInterval(500ms);
    connect(&m_pause, &QTimer::timeout, this, &SettingsFile::write);
}

SettingsFile::~SettingsFile()
{
    if (m_pause.isActive())
        write();
    m_thread.waitForDone();
}

void SettingsFile::setValue(const QString &key, const QVariant &value)
{
    m_values.insert(key, value);
    m_changed.insert(key, value);
    // Not begun anew by each change, so that somebody who never stops is written too.
    if (!m_pause.isActive())
        m_pause.start();
}

void SettingsFile::write()
{
    m_thread.start([file = m_file, values = m_changed] { writeTo(file, values); });
}

} // namespace Bellboard
