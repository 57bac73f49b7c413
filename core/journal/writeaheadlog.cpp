// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/writeaheadlog.h"

#include <QFile>
#include <QtEndian>

#include <algorithm>
#include <bit>
#include <cstring>

namespace Bellboard {

namespace {

constexpr qsizetype headerSize = 32;
constexpr qsizetype frameHeaderSize = 24;
constexpr std::uint32_t magic = 0x377f0682; ///< the lowest bit says that checksums read big-endian words
/// A longer log is not one of ours.
constexpr qint64 longest = qint64{512} << 20;

struct Checksum
{
    std::uint32_t first = 0;
    std::uint32_t second = 0;

    bool operator==(const Checksum &) const = default;

    void add(const char *bytes, qsizetype size, bool bigEndian)
    {
        for (qsizetype at = 0; at < size; at += 8) {
            first += word(bytes + at, bigEndian) + second;
            second += word(bytes + at + 4, bigEndian) + first;
        }
    }
    static std::uint32_t word(const char *bytes, bool bigEndian)
    {
        return bigEndian ? qFromBigEndian<std::uint32_t>(bytes) : qFromLittleEndian<std::uint32_t>(bytes);
    }
    static Checksum storedAt(const char *bytes)
    {
        return {qFromBigEndian<std::uint32_t>(bytes), qFromBigEndian<std::uint32_t>(bytes + 4)};
    }
};

} // namespace

std::optional<WriteAheadLog> WriteAheadLog::read(const QString &path)
{
    QFile file(path);
    WriteAheadLog log;
    if (file.size() > longest || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    log.m_bytes = file.readAll();
    // A header is on disk before the first frame is: of zeros alone, nothing stands behind it.
    if (log.m_bytes.size() <= headerSize || log.m_bytes.left(headerSize).count('\0') == headerSize)
        return std::nullopt;
    const auto *header = log.m_bytes.constData();
    const auto kind = qFromBigEndian<std::uint32_t>(header);
    log.m_pageSize = qFromBigEndian<std::uint32_t>(header + 8);
    if ((kind & ~1U) != magic || log.m_pageSize < 512 || log.m_pageSize > 65536 || !std::has_single_bit(log.m_pageSize))
        log.m_headerDamaged = true; // nobody knows where frames are
    else
        log.readFrames((kind & 1U) != 0);
    return log;
}

void WriteAheadLog::readFrames(bool bigEndian)
{
    const auto *bytes = m_bytes.constData();
    const auto size = static_cast<qsizetype>(m_pageSize);
    Checksum previous;
    previous.add(bytes, headerSize - 8, bigEndian);
    bool unbroken = previous == Checksum::storedAt(bytes + headerSize - 8);
    m_headerDamaged = !unbroken;
    // The salts stand in each frame as well.
    const bool hasFrame = headerSize + frameHeaderSize <= m_bytes.size();
    const auto *salts = m_headerDamaged && hasFrame ? bytes + headerSize + 8 : bytes + 16;
    previous = Checksum::storedAt(bytes + headerSize - 8);
    for (qsizetype at = headerSize; at + frameHeaderSize + size <= m_bytes.size(); at += frameHeaderSize + size) {
        const auto *frame = bytes + at;
        // Each checksum goes on from the one before, which stands in the frame before.
        auto checksum = previous;
        checksum.add(frame, 8, bigEndian);
        checksum.add(frame + frameHeaderSize, size, bigEndian);
        previous = Checksum::storedAt(frame + 16);
        const bool ofThisLog = std::memcmp(frame + 8, salts, 8) == 0;
        const bool whole = ofThisLog && checksum == previous;
        const Frame found{qFromBigEndian<std::uint32_t>(frame), qFromBigEndian<std::uint32_t>(frame + 4),
                          at + frameHeaderSize};
        unbroken = unbroken && whole;
        if (whole && found.page > 0)
            m_frames.push_back(found);
        if (!unbroken && ofThisLog && found.size > 0)
            ++m_lostCommits;
    }
    // Behind the last commit there is only what was never finished.
    const auto end =
        std::find_if(m_frames.rbegin(), m_frames.rend(), [](const Frame &frame) { return frame.size > 0; });
    m_frames.erase(end.base(), m_frames.end());
}

bool WriteAheadLog::applyTo(QIODevice &database) const
{
    return std::ranges::all_of(m_frames, [&](const Frame &frame) {
        return database.seek((qint64{frame.page} - 1) * m_pageSize)
            && database.write(m_bytes.constData() + frame.at, m_pageSize) == qint64{m_pageSize};
    });
}

} // namespace Bellboard
