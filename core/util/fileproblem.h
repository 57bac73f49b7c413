// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

namespace Bellboard {

/// Something wrong in a file that people write: where, what, and what was expected instead.
struct FileProblem
{
    QString file;
    int line = 0; ///< first is 1; 0 when it concerns the whole file
    int column = 0; ///< first is 1
    QString message; ///< such as: unknown key "ulr"; did you mean "url"?

    /// "file:line:column: message"
    QString text() const;
};

} // namespace Bellboard
