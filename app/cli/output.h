// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QString>

namespace Bellboard {

/// Writes to standard output and flushes; false when nobody reads it any more or it cannot be written.
bool writeOut(const QByteArray &bytes);
/// Whether the last failure of writeOut() was a reader that went away, which is no error.
bool isReaderGone();
/// Writes a sentence to standard error, with the program's name before it.
void complain(const QString &sentence);
/// Lets a reader that goes away be noticed by writeOut() instead of ending the process.
void ignoreBrokenPipes();

} // namespace Bellboard
