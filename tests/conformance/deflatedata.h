// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

namespace Bellboard {

/// What the messages of a compression case are cut from. The suite ships files of these kinds and sizes; ours are made, the same
/// each time.
enum class DeflateData {
    Json, ///< 194,056 bytes of JSON; text
    Bitmap, ///< 263,222 bytes of a grey picture with noise
    Prose, ///< 222,218 bytes of German verse, sent as binary
    Html, ///< 263,527 bytes of HTML; text
    Pdf, ///< 1,042,328 bytes that hardly compress
};

/// Whether messages of it are binary.
bool isBinary(DeflateData data);
/// All of it.
QByteArray deflateData(DeflateData data);

/// Cuts a ring of text or bytes into messages, one behind the other; a character of a text stays whole.
class MessageRing
{
public:
    explicit MessageRing(DeflateData data);

    bool isBinary() const { return m_binary; }
    /// The next message, `size` bytes long and up to three more if a character would be cut.
    QByteArray next(qsizetype size);

private:
    QByteArray m_bytes;
    qsizetype m_position = 0;
    bool m_binary;
};

} // namespace Bellboard
