// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "desktop/trayhost.h"

namespace Bellboard {

/// A tray that is there when it is told so.
class PretendHost final : public TrayHost
{
public:
    bool isProven() const override { return proven; }
    bool showsBalloons() const override { return balloons; }
    bool proven = false;
    bool balloons = false;
};

} // namespace Bellboard
