// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "tokens.h"

#include <QFile>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

void flatten(const QJsonObject &object, const QString &prefix, QHash<QString, QColor> &colors)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString path = prefix + it.key();
        if (it.value().isObject())
            flatten(it.value().toObject(), path + u'.', colors);
        else
            colors.insert(path, QColor(it.value().toString()));
    }
}

QJsonObject tokensFile()
{
    QFile file(u":/bellboard/tokens.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("tokens.json is missing from the program's resources");
    return QJsonDocument::fromJson(file.readAll()).object();
}

} // namespace

Tokens::Tokens(QObject *parent) : QObject(parent)
{
    const QJsonObject file = tokensFile();
    for (const auto &[theme, colors] : {std::pair{u"light"_s, &m_light}, std::pair{u"dark"_s, &m_dark}}) {
        flatten(file.value(theme).toObject(), {}, *colors);
        for (const QString &shared : {u"railSev"_s, u"railOn"_s})
            flatten(file.value(shared).toObject(), shared + u'.', *colors);
    }
}

QColor Tokens::color(const QString &path, bool dark) const
{
    const QHash<QString, QColor> &colors = dark ? m_dark : m_light;
    const auto it = colors.constFind(path);
    if (it == colors.cend()) {
        qWarning("tokens.json has no colour \"%s\"", qPrintable(path));
        return Qt::magenta;
    }
    return *it;
}

QColor Tokens::optionalColor(const QString &path, bool dark) const
{
    return (dark ? m_dark : m_light).value(path, Qt::transparent);
}

QString Tokens::monoFamily() const
{
    return QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
}

QString Tokens::figuresFamily() const
{
#ifdef Q_OS_MACOS
    return u"Helvetica Neue"_s;
#else
    return QGuiApplication::font().family();
#endif
}

} // namespace Bellboard
