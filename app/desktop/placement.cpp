// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desktop/placement.h"

#include <QStringList>

#include <algorithm>
#include <cstdlib>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

qint64 area(const QRect &rect)
{
    return rect.isEmpty() ? 0 : qint64{rect.width()} * rect.height();
}

} // namespace

QString placementText(const Placement &placement)
{
    const auto &rect = placement.rect;
    auto text = u"%1 %2 %3 %4"_s.arg(rect.x()).arg(rect.y()).arg(rect.width()).arg(rect.height());
    if (placement.maximised)
        text += u" maximised"_s;
    return text;
}

std::optional<Placement> parsePlacement(const QString &text)
{
    const auto words = text.split(u' ', Qt::SkipEmptyParts);
    if (words.size() < 4 || words.size() > 5 || (words.size() == 5 && words[4] != u"maximised"))
        return {};
    int numbers[4] = {};
    for (int at = 0; at < 4; ++at) {
        bool isNumber = false;
        numbers[at] = words[at].toInt(&isNumber);
        // Far beyond any desktop, but where sums cannot overflow.
        if (!isNumber || std::abs(numbers[at]) > 1'000'000)
            return {};
    }
    if (numbers[2] < 1 || numbers[3] < 1)
        return {};
    return Placement{QRect(numbers[0], numbers[1], numbers[2], numbers[3]), words.size() == 5};
}

QRect reachable(const QRect &wanted, const QList<QRect> &screens, const QSize &minimum)
{
    if (screens.isEmpty())
        return wanted;
    // The screen that shows most of it; the primary one when none shows any.
    const auto home = *std::max_element(screens.cbegin(), screens.cend(), [&](const QRect &a, const QRect &b) {
        return area(a & wanted) < area(b & wanted);
    });
    const auto size = wanted.size().expandedTo(minimum).boundedTo(home.size());
    QRect rect(wanted.topLeft(), size);
    if (area(home & wanted) == 0)
        rect.moveCenter(home.center());
    rect.moveLeft(std::clamp(rect.left(), home.left(), home.right() - rect.width() + 1));
    rect.moveTop(std::clamp(rect.top(), home.top(), home.bottom() - rect.height() + 1));
    return rect;
}

} // namespace Bellboard
