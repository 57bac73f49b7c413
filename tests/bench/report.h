// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>
#include <QString>

#include <vector>

namespace Bellboard {

/// One figure, for people.
struct ReportRow
{
    QString what;
    QString value; ///< with its unit
    QString goal; ///< and whether it is met, or what else there is to say; may be empty
};

struct ReportSection
{
    QString heading;
    std::vector<ReportRow> rows;
};

/// What the results hold, each figure beside its goal.
std::vector<ReportSection> reportOn(const QJsonObject &results);

QString asText(const std::vector<ReportSection> &sections);
QString asMarkdown(const std::vector<ReportSection> &sections);

} // namespace Bellboard
