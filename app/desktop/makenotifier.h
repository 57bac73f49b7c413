// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "notify/notifier.h"

#include <memory>

namespace Bellboard {

class Tray;

/// The best way to show toasts on this system; `tray` must outlive it.
std::unique_ptr<Notifier> makeNotifier(Tray &tray);

} // namespace Bellboard
