// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QColor>
#include <QHash>
#include <QObject>
#include <QString>
#include <QtQml/qqml.h>

namespace Bellboard {

/// The colours of resources/tokens.json, which is embedded in the program: the only place that names a colour.
class Tokens : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString monoFamily READ monoFamily CONSTANT)
    Q_PROPERTY(QString figuresFamily READ figuresFamily CONSTANT)

public:
    explicit Tokens(QObject *parent = nullptr);

    /// The colour at a dotted path below "light" or "dark", as "bg" or "sev.critical"; the tables that both themes share
    /// ("railSev", "railOn") are found by either. An unknown path is a programming error: it warns and answers magenta.
    Q_INVOKABLE QColor color(const QString &path, bool dark) const;
    /// Like color(), but transparent where the theme has no such colour ("outline" is sparse).
    Q_INVOKABLE QColor optionalColor(const QString &path, bool dark) const;
    /// The system's fixed-width family, for ids.
    QString monoFamily() const;
    /// The family for columns of numbers: the system's UI font, but on macOS, whose UI font has figures of unequal width.
    QString figuresFamily() const;

private:
    QHash<QString, QColor> m_light;
    QHash<QString, QColor> m_dark;
};

} // namespace Bellboard
