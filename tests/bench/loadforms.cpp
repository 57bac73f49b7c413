// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "loadforms.h"

#include "loadstory.h"
#include "loadtalk.h"

#include <utility>

namespace Bellboard {

namespace {

constexpr qsizetype pieceSize = 256 * 1024;
/// Between the packets of a payload.
constexpr char separator = '\x1e';

void append(QByteArray &piece, std::string_view text)
{
    piece.append(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

void FrameForm::append(QByteArray &piece, std::string_view event)
{
    m_frames.append(piece, m_isSocketIo ? asSocketIoPacket(event) : event);
}

void PageForm::append(QByteArray &piece, std::string_view event)
{
    piece += piece.isEmpty() ? R"({"items":[)" : ",";
    Bellboard::append(piece, event);
}

QByteArray PageForm::whole(QByteArray piece)
{
    piece += R"(],"next":")" + QByteArray::number(++m_pages) + R"("})";
    return httpAnswer("application/json", piece);
}

void EventStreamForm::append(QByteArray &piece, std::string_view event)
{
    QByteArray chunk = "id: " + QByteArray::number(++m_events) + "\ndata: ";
    Bellboard::append(chunk, event);
    chunk += "\n\n";
    piece += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
}

void PayloadForm::append(QByteArray &piece, std::string_view event)
{
    if (!piece.isEmpty())
        piece += separator;
    Bellboard::append(piece, asSocketIoPacket(event));
}

QByteArray PayloadForm::whole(QByteArray piece)
{
    return httpAnswer("text/plain; charset=UTF-8", piece);
}

QByteArray httpAnswer(const QByteArray &type, const QByteArray &content)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + QByteArray::number(content.size())
        + "\r\n\r\n" + content;
}

PreparedLoad PreparedLoad::of(LoadStory &story, qint64 rows, qint64 events, LoadForm &form)
{
    PreparedLoad load;
    QByteArray piece;
    for (qint64 made = 1; made <= events; ++made) {
        const auto event = story.next();
        if (piece.isEmpty())
            piece.reserve(pieceSize + pieceSize / 16);
        load.bytes += static_cast<qint64>(event.size());
        form.append(piece, event);
        if (piece.size() < pieceSize && made != rows && made != events)
            continue;
        load.pieces.push_back(form.whole(std::exchange(piece, {})));
        if (made == rows)
            load.rowPieces = load.pieces.size();
    }
    return load;
}

} // namespace Bellboard
