// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/display.h"

#include <QtGlobal>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

QString displayProblem()
{
    constexpr const char *names[] = {"WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY", "QT_QPA_PLATFORM"};
    if (std::ranges::any_of(names, [](const char *name) { return !qEnvironmentVariableIsEmpty(name); }))
        return {};
    return u"There is no display to show a window on: neither WAYLAND_DISPLAY nor DISPLAY is set. Without one there are"
           " \"bellboard tail\" and \"bellboard status\"."_s;
}

} // namespace Bellboard
