// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/demobackend.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <random>

namespace Bellboard::Demo {

namespace {

using namespace Qt::StringLiterals;

/// How many idempotency keys are remembered.
constexpr qsizetype rememberedKeys = 10'000;
/// A stream is late when nothing came for so many times its average interval, but never before two seconds.
constexpr int lateFactor = 8;
constexpr std::chrono::milliseconds soonestLate{2000};

/// Twelve hexadecimal digits that no seed repeats.
QString randomWord()
{
    std::random_device device;
    const quint64 bits = (quint64(device()) << 32) ^ device();
    return u"%1"_s.arg(bits & 0xFFFF'FFFF'FFFFULL, 12, 16, QLatin1Char('0'));
}

Time systemTime()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace

DemoBackend::DemoBackend(const DemoOptions &options, WallClock wallClock)
    : m_options(options)
    , m_wallClock(wallClock ? std::move(wallClock) : systemTime)
    , m_controlPrefix(randomWord())
{
    m_options.rate = std::clamp(m_options.rate, 1, 100'000);
    m_options.payments = std::max(m_options.payments, 1);
    m_options.paymentsAtStart = std::clamp(m_options.paymentsAtStart, 0, m_options.payments);
    m_options.historyBytes = std::max<qint64>(m_options.historyBytes, 64 * 1024);
}

bool DemoBackend::open()
{
    const std::string freshEpoch = randomWord().toStdString();
    const auto cap = static_cast<std::size_t>(m_options.historyBytes);
    if (m_options.historyFile.isEmpty()) {
        m_history = std::make_unique<History>(freshEpoch, cap);
    } else {
        m_file.emplace(m_options.historyFile);
        m_history = m_file->open(freshEpoch, cap);
        if (!m_history)
            return false;
    }
    m_writer.emplace(*m_history, m_options.stamp);
    m_writer->setNow(now());
    DemoStory::Options storyOptions;
    storyOptions.seed = m_options.seed;
    storyOptions.rate = m_options.rate;
    storyOptions.payments = static_cast<std::size_t>(m_options.payments);
    storyOptions.paymentsAtStart = static_cast<std::size_t>(m_options.paymentsAtStart);
    m_story.emplace(storyOptions, *m_writer);
    if (m_file && !m_file->newest().empty())
        restore();
    else if (m_options.scene)
        m_story->openScene();
    return true;
}

void DemoBackend::restore()
{
    for (const auto &[stream, offset] : m_file->newest()) {
        const std::string_view event = m_history->slice(stream, offset, 1, 0).text;
        m_story->restore(
            QJsonDocument::fromJson(QByteArray::fromRawData(event.data(), qsizetype(event.size()))).object());
    }
    std::uint64_t events = 0;
    for (std::size_t row = 0; row < streamCount; ++row)
        events += m_history->last(static_cast<Stream>(row));
    m_story->finishRestoring(events);
}

bool DemoBackend::produce(std::uint64_t count)
{
    m_writer->setNow(now());
    for (std::uint64_t i = 0; i < count; ++i)
        m_story->next();
    return store();
}

bool DemoBackend::execute(const QString &key, const Command &command, Outcome &outcome)
{
    if (const auto known = m_outcomes.constFind(key); known != m_outcomes.constEnd()) {
        outcome = *known;
        return true;
    }
    m_writer->setNow(now());
    outcome = m_story->execute(command);
    m_outcomes.insert(key, outcome);
    m_keys.enqueue(key);
    if (m_keys.size() > rememberedKeys)
        m_outcomes.remove(m_keys.dequeue());
    return store();
}

bool DemoBackend::tellPresence(const QString &user, std::string_view status)
{
    m_writer->setNow(now());
    m_story->tellPresence(user.toStdString(), status);
    return store();
}

bool DemoBackend::store()
{
    return !m_file || m_file->write(*m_history);
}

void DemoBackend::setRate(int rate)
{
    m_options.rate = rate;
    m_story->setRate(rate);
}

QJsonArray DemoBackend::streams() const
{
    QJsonArray list;
    for (std::size_t row = 0; row < streamCount; ++row) {
        const auto stream = static_cast<Stream>(row);
        const std::string_view name = streamName(stream);
        QJsonObject entry{{u"stream"_s, QString::fromUtf8(name.data(), qsizetype(name.size()))},
                          {u"epoch"_s, QString::fromStdString(m_history->epoch())},
                          {u"first"_s, qint64(m_history->last(stream) == 0 ? 0 : m_history->first(stream))},
                          {u"last"_s, qint64(m_history->last(stream))}};
        // People may be silent for as long as they like, and so may alerts.
        if (stream != Stream::Chat && stream != Stream::Alerts)
            entry.insert(u"interval_ms"_s,
                         qint64(std::max(m_story->interval(stream) * lateFactor, soonestLate).count()));
        list.append(entry);
    }
    return list;
}

QString DemoBackend::nextControlId()
{
    return u"%1-%2"_s.arg(m_controlPrefix).arg(++m_controls);
}

} // namespace Bellboard::Demo
