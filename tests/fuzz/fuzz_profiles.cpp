// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// A profile, and behind a line of "%%%" messages to decode with it, one in each line; without a profile, with a built-in one.

#include "fuzztarget.h"

#include "profile/profiledecoder.h"
#include "profile/profilefile.h"

#include <vector>

using namespace Bellboard;

namespace {

class Sink final : public DecodeSink
{
public:
    int found = 0;

    Event &blankEvent() override { return m_event = Event{}; }
    void eventDecoded() override
    {
        ++found;
        require(!m_event.id.empty() && !m_event.source.empty(), "an event has an identity");
        require(!m_event.subject.empty() && !m_event.raw.empty(), "an event has a subject and its bytes");
        require((m_event.offset == 0) == m_event.streamName.empty(), "a position is whole");
        require(m_event.data.index() != 0, "an event has typed data");
    }
    void controlDecoded(const ControlMessage &) override { ++found; }
    void messageIgnored() override { ++found; }
    void messageRejected(std::string_view, const DecodeError &error, Event *) override
    {
        ++found;
        require(!error.reason.empty(), "what is wrong is said");
    }
    std::deque<std::string> &unescapedTexts() override { return m_unescaped; }

private:
    std::deque<std::string> m_unescaped;
    Event m_event;
};

void decodeLines(const std::shared_ptr<const Profile> &profile, std::string_view lines)
{
    ProfileDecoder decoder(profile);
    while (!lines.empty()) {
        const auto end = lines.find('\n');
        const auto line = lines.substr(0, end);
        lines.remove_prefix(end == lines.npos ? lines.size() : end + 1);
        // Memory of exactly its size and its padding, so that a sanitizer sees each byte read too far.
        std::vector<char> bytes(line.size() + 64, ' ');
        line.copy(bytes.data(), line.size());
        Sink sink;
        decoder.decode({bytes.data(), line.size()}, Timestamp(std::chrono::hours(1)), sink);
        require(sink.found > 0, "something becomes of every message");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr std::string_view divider = "\n%%%\n";
    const auto input = asText(data, size);
    const auto split = input.find(divider);
    const auto toml = input.substr(0, split);
    const auto messages = split == input.npos ? std::string_view() : input.substr(split + divider.size());
    const QByteArray text(toml.data(), static_cast<qsizetype>(toml.size()));
    const auto lines = text.count('\n') + 1;
    const auto file = ProfileFile::parse(text, QStringLiteral("profile"));
    require((file.profile == nullptr) == !file.problems.isEmpty(), "a profile stands, or it is said why not");
    if (file.profile) {
        const auto kept = ProfileFile::parse(QByteArray::fromStdString(file.profile->text), QStringLiteral("kept"));
        require(kept.profile && kept.profile->id == file.profile->id, "what the journal keeps of it says the same");
    }
    for (const auto &problem : file.problems) {
        require(!problem.message.isEmpty(), "what is wrong is said");
        require(problem.file != QStringLiteral("profile") || problem.line <= lines + 1, "a problem has its place");
    }
    static const auto builtIn = ProfileFile::read(QStringLiteral("chat")).profile;
    decodeLines(file.profile ? file.profile : builtIn, messages);
    return 0;
}
