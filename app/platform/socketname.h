// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

namespace Bellboard {

/// The full name of the local socket (or pipe) with this fingerprint, in a place that only this user can enter; empty when
/// there is no such place.
QString instanceSocketName(const QString &fingerprint);

} // namespace Bellboard
