// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/troublehint.h"

#include <QtGlobal>

namespace Bellboard {

const char *nameOf(TroubleHint hint)
{
    switch (hint) {
    case TroubleHint::Woke:
        return "Woke";
    case TroubleHint::ClockJumped:
        return "ClockJumped";
    case TroubleHint::NetworkChanged:
        return "NetworkChanged";
    case TroubleHint::FocusReturned:
        return "FocusReturned";
    }
    Q_UNREACHABLE();
}

} // namespace Bellboard
