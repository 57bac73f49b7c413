// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// feeds.toml, as people write it.

#include "fuzztarget.h"

#include "feed/feedsfile.h"

using namespace Bellboard;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto lines = text.count('\n') + 1;
    const auto file = FeedsFile::parse(text, QStringLiteral("feeds.toml"));
    for (const auto &problem : file.problems) {
        require(!problem.message.isEmpty(), "what is wrong is said");
        require(problem.line >= 0 && problem.line <= lines + 1 && problem.column >= 0, "a problem has its place");
    }
    for (const auto &feed : file.feeds)
        require(!feed.name.isEmpty() && feed.url.isValid(), "a feed has a name and an address");
    return 0;
}
