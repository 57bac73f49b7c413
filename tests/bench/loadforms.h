// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "framemaker.h"

#include <QByteArray>

#include <cstddef>
#include <string_view>
#include <vector>

namespace Bellboard {

class LoadStory;

/// How a transport carries events: one behind the other in a piece, which is sent whole.
class LoadForm
{
public:
    virtual ~LoadForm() = default;
    virtual void append(QByteArray &piece, std::string_view event) = 0;
    /// The piece with all that belongs around it.
    virtual QByteArray whole(QByteArray piece) { return piece; }
};

/// Frames of WebSocket.
class FrameForm final : public LoadForm
{
public:
    FrameForm(bool compresses, bool isSocketIo) : m_frames(compresses), m_isSocketIo(isSocketIo) { }
    void append(QByteArray &piece, std::string_view event) override;

private:
    FrameMaker m_frames;
    const bool m_isSocketIo;
};

/// Answers of HTTP, each with a page: {"items":[...],"next":"CURSOR"}. Cursors count the pages, from 1 on.
class PageForm final : public LoadForm
{
public:
    void append(QByteArray &piece, std::string_view event) override;
    QByteArray whole(QByteArray piece) override;

private:
    qint64 m_pages = 0;
};

/// Server-sent events with ids, each a chunk by itself, as servers write them.
class EventStreamForm final : public LoadForm
{
public:
    void append(QByteArray &piece, std::string_view event) override;

private:
    qint64 m_events = 0;
};

/// Answers to a long poll of Engine.IO 4, each with all packets that waited.
class PayloadForm final : public LoadForm
{
public:
    void append(QByteArray &piece, std::string_view event) override;
    QByteArray whole(QByteArray piece) override;
};

/// An answer of HTTP that leaves the connection to the next request.
QByteArray httpAnswer(const QByteArray &type, const QByteArray &content);

/// Events made beforehand.
struct PreparedLoad
{
    std::vector<QByteArray> pieces; ///< of some 256 KiB
    std::size_t rowPieces = 0; ///< so many of them have the rows, the others the updates
    qint64 bytes = 0; ///< of the events, without what is around them

    /// The first `events` of `story`, of which `rows` are the rows.
    static PreparedLoad of(LoadStory &story, qint64 rows, qint64 events, LoadForm &form);
};

} // namespace Bellboard
