// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "util/fileproblem.h"

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

QString FileProblem::text() const
{
    return line > 0 ? u"%1:%2:%3: %4"_s.arg(file, QString::number(line), QString::number(column), message)
                    : u"%1: %2"_s.arg(file, message);
}

} // namespace Bellboard
