// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "verdict.h"

#include "boardpicture.h"
#include "feed/engine.h"
#include "protocol/cloudeventsdecoder.h"

#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstring>
#include <set>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Decodes single events into a batch.
class BatchMaker final : private DecodeSink
{
public:
    explicit BatchMaker(std::size_t capacity) : m_text(std::make_shared<TextBuffer>(capacity))
    {
        m_batch.text = m_text;
    }

    void add(std::string_view event)
    {
        std::memcpy(m_text->writePosition(), event.data(), event.size());
        m_decoder.decode({m_text->writePosition(), event.size()}, *this);
        m_text->advance(event.size());
    }
    const EventBatch &batch() const { return m_batch; }

private:
    Event &blankEvent() override { return m_batch.events.emplace_back(); }
    void eventDecoded() override { }
    void controlDecoded(const ControlMessage & /*none was journalled*/) override { }
    void messageRejected(std::string_view raw, const DecodeError &error, Event * /*event*/) override
    {
        qFatal("cannot decode what was sent: %s: %s", error.reason.c_str(), std::string(raw).c_str());
    }
    std::deque<std::string> &unescapedTexts() override { return m_batch.unescaped; }

    std::shared_ptr<TextBuffer> m_text;
    EventBatch m_batch;
    CloudEventsDecoder m_decoder;
};

} // namespace

SentEvents readHistory(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the history %s cannot be read", qPrintable(path));
    SentEvents sent;
    file.readLine(); // names the epoch
    while (!file.atEnd()) {
        auto line = file.readLine();
        if (!line.endsWith('\n'))
            break; // the server was killed while it wrote; it sends nothing before it is written
        line.chop(1);
        const auto event = QJsonDocument::fromJson(line).object();
        auto &stream = sent[event.value(u"stream"_s).toString().toStdString()];
        stream.push_back(line.toStdString());
        if (event.value(u"sequence"_s).toString().toULongLong() != stream.size())
            qFatal("the history %s has a hole", qPrintable(path));
    }
    return sent;
}

std::vector<JournalledEvent> readJournal(const QString &folder)
{
    FeedSettings feed;
    feed.name = u"faults"_s;
    feed.url = QUrl(u"ws://127.0.0.1:1"_s);
    Engine::Options options;
    options.dataFolder = folder;
    options.feeds = {feed};
    options.connectFeeds = false;
    Engine engine(options);
    std::vector<JournalledEvent> events;
    QEventLoop loop;
    QObject::connect(&engine, &Engine::batchReady, &loop, [&](const EventBatchPtr &batch) {
        for (const auto &event : batch->events) {
            if (std::holds_alternative<RepairData>(event.data))
                continue; // says how something came, and is nothing that was sent
            const auto *gap = std::get_if<GapData>(&event.data);
            events.push_back(
                {std::string(event.streamName), event.offset, gap ? gap->from : 0, std::string(event.raw)});
        }
        engine.consumed(batch);
    });
    QObject::connect(&engine, &Engine::eventsPassedOver, &loop,
                     [](quint64 count) { qFatal("%llu stored events cannot be read back", count); });
    // Behind the batches, which are queued as well.
    QObject::connect(&engine, &Engine::replayFinished, &loop, &QEventLoop::quit);
    if (const auto started = engine.start(); !started)
        qFatal("the journal cannot be read: %s", qPrintable(started.error().text));
    loop.exec();
    return events;
}

Verdict compare(const SentEvents &sent, const std::vector<JournalledEvent> &journal)
{
    Verdict verdict;
    std::map<std::string, std::vector<int>> found;
    for (const auto &[stream, events] : sent) {
        verdict.events += events.size();
        found[stream].resize(events.size());
    }
    std::map<std::string, quint64> last;
    for (const auto &event : journal) {
        if (event.gapFrom > 0 && event.offset == 0)
            continue; // behind that the old epoch may have had more: it says so, and stands in no stream
        const auto name = QString::fromStdString(event.stream) + u' ' + QString::number(event.offset);
        auto &at = last[event.stream];
        const auto first = event.gapFrom > 0 ? event.gapFrom : event.offset;
        if (first > at + 1) {
            ++verdict.silentGaps;
            verdict.complain(u"silent gap before "_s + name);
        }
        const bool isBehind = event.offset <= at;
        at = std::max(at, event.offset);
        if (event.gapFrom > 0)
            continue; // what it covers is lost all the same: the server kept everything
        const auto stream = sent.find(event.stream);
        if (stream == sent.end() || event.offset == 0 || event.offset > stream->second.size()) {
            ++verdict.invented;
            verdict.complain(u"never sent: "_s + name);
            continue;
        }
        if (++found[event.stream][event.offset - 1] > 1) {
            ++verdict.duplicated;
            verdict.complain(u"twice: "_s + name);
        } else if (isBehind) {
            ++verdict.reordered;
            verdict.complain(u"too late: "_s + name);
        }
        if (stream->second[event.offset - 1] != event.raw) {
            ++verdict.lost;
            verdict.complain(u"not as it was sent: "_s + name);
        }
    }
    for (const auto &[stream, counts] : found) {
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (counts[i] > 0)
                continue;
            ++verdict.lost;
            verdict.complain(u"lost: %1 %2"_s.arg(QString::fromStdString(stream)).arg(i + 1));
        }
    }
    return verdict;
}

QByteArray pictureOf(const SentEvents &sent, Timestamp now)
{
    Boards boards;
    for (const auto &[stream, events] : sent) {
        std::size_t size = 0;
        for (const auto &event : events)
            size += event.size();
        BatchMaker maker(size);
        for (const auto &event : events)
            maker.add(event);
        boards.fold(maker.batch());
    }
    return pictureOf(boards, now);
}

} // namespace Bellboard
