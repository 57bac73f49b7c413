// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QHash>
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>
#include <QVariant>

namespace Bellboard {

/// An INI file (0600) that is read once and written on a thread of its own: whoever sets a value never waits for the disk.
/// Changes that follow one another become one write; what is not written yet is written when this object ends.
class SettingsFile : public QObject
{
    Q_OBJECT

public:
    /// A file that is missing or damaged has no values.
    explicit SettingsFile(const QString &file, QObject *parent = nullptr);
    ~SettingsFile() override;

    /// The value as it was read or set; invalid when there is none.
    QVariant value(const QString &key) const { return m_values.value(key); }
    /// Sets a value and has it written soon.
    void setValue(const QString &key, const QVariant &value);

private:
    void write();

    QString m_file;
    QHash<QString, QVariant> m_values;
    QHash<QString, QVariant> m_changed; ///< all that was set here, so that a later write makes up for one that failed
    QTimer m_pause;
    QThreadPool m_thread;
};

} // namespace Bellboard
