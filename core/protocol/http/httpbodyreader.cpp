// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/http/httpbodyreader.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace Bellboard {

namespace {

/// The one value that all fields with `name` have; false when they contradict each other or are no number.
bool readLength(const HttpResponse &response, std::uint64_t &length)
{
    std::string_view first;
    for (const auto &[name, value] : response.fields) {
        if (name != "content-length")
            continue;
        if (!first.empty() && first != value)
            return false;
        first = value;
    }
    const auto [end, error] = std::from_chars(first.data(), first.data() + first.size(), length);
    return error == std::errc() && end == first.data() + first.size();
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace

HttpBodyReader::HttpBodyReader(const HttpResponse &response)
{
    begin(response);
}

void HttpBodyReader::begin(const HttpResponse &response)
{
    m_mayGoOn = response.minorVersion >= 1 ? !response.hasToken("connection", "close")
                                           : response.hasToken("connection", "keep-alive");
    if (response.status < 200 || response.status == 204 || response.status == 304)
        return;
    if (response.count("content-encoding") > 0 && !response.hasToken("content-encoding", "identity"))
        return fail("an answer that is packed, though nobody asked for that");
    const auto encodings = response.count("transfer-encoding");
    const auto lengths = response.count("content-length");
    if (encodings > 0) {
        const auto encoding = response.field("transfer-encoding");
        if (!encoding || encoding->find(',') != encoding->npos || !response.hasToken("transfer-encoding", "chunked"))
            return fail("an answer in a transfer encoding that nobody asked for");
        m_mayGoOn = m_mayGoOn && lengths == 0; // who says both may mean another end than we do (RFC 9112, 6.3)
        m_state = State::ChunkLine;
    } else if (lengths > 0) {
        if (!readLength(response, m_left))
            return fail("an answer with a length that cannot be");
        m_state = m_left > 0 ? State::Length : State::Done;
    } else {
        m_mayGoOn = false;
        m_state = State::UntilEnd;
    }
}

HttpBodyReader::Progress HttpBodyReader::read(std::string_view &bytes, std::string_view &piece)
{
    piece = {};
    while (m_state != State::Done && m_state != State::Failed && !bytes.empty()) {
        switch (m_state) {
        case State::UntilEnd:
            piece = bytes;
            bytes = {};
            return Progress::More;
        case State::Length:
        case State::Chunk:
            piece = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(m_left, bytes.size())));
            bytes.remove_prefix(piece.size());
            m_left -= piece.size();
            if (m_left == 0)
                m_state = m_state == State::Length ? State::Done : State::ChunkEnd;
            return m_state == State::Done ? Progress::Done : Progress::More;
        case State::ChunkLine:
        case State::ChunkEnd:
        case State::Trailer:
            takeLineByte(bytes.front());
            bytes.remove_prefix(1);
            break;
        case State::Done:
        case State::Failed:
            break;
        }
    }
    return m_state == State::Done ? Progress::Done : m_state == State::Failed ? Progress::Failed : Progress::More;
}

void HttpBodyReader::takeLineByte(char c)
{
    if (c == '\n')
        return endLine();
    if (++m_lineSize > lineLimit)
        return fail("an answer in chunks with a line that is too long");
    if (c == '\r')
        return;
    if (m_state == State::ChunkEnd)
        return fail("an answer with a chunk that is longer than it says");
    if (m_state == State::Trailer) {
        ++m_trailerLine;
        return;
    }
    const int digit = hexDigit(c);
    if (m_digitsOver)
        return; // an extension (RFC 9112, 7.1.1), which nobody needs to know
    if (digit < 0) {
        m_digitsOver = c == ';' || c == ' ' || c == '\t';
        if (!m_digitsOver)
            fail("an answer in chunks with a size that is none");
        return;
    }
    if (++m_digits > 15)
        return fail("an answer in chunks with a size that cannot be");
    m_left = m_left * 16 + static_cast<std::uint64_t>(digit);
}

void HttpBodyReader::endLine()
{
    switch (m_state) {
    case State::ChunkEnd:
        m_state = State::ChunkLine;
        m_left = 0;
        m_digits = 0;
        m_digitsOver = false;
        break;
    case State::ChunkLine:
        if (m_digits == 0)
            return fail("an answer in chunks with a size that is none");
        m_state = m_left > 0 ? State::Chunk : State::Trailer;
        break;
    default:
        if (m_trailerLine == 0)
            m_state = State::Done;
        m_trailerLine = 0;
        return; // the limit is for all trailers
    }
    m_lineSize = 0;
}

void HttpBodyReader::fail(const char *problem)
{
    m_state = State::Failed;
    m_mayGoOn = false;
    m_problem = problem;
}

} // namespace Bellboard
