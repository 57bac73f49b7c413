// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/feedsfile.h"

#include "profile/profilefile.h"
#include "util/nearestword.h"
#include "util/tomldocument.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

using namespace std::string_view_literals;

constexpr std::array feedKeys{"name"sv, "url"sv, "profile"sv, "engine"sv, "ca"sv, "proxy"sv, "expect"sv};
/// As long as the native protocol's longest interval.
constexpr std::chrono::seconds longestExpected{86'400};
constexpr std::array rootKeys{"feed"sv, "journal"sv};
constexpr std::array journalKeys{"keep_days"sv, "size_limit_mib"sv};
/// Less would not hold what comes in on a busy day.
constexpr std::int64_t smallestJournalMib = 64;
constexpr std::int64_t largestJournalMib = std::int64_t{1} << 20;
constexpr std::int64_t mostDays = 36'500;
constexpr std::array engines{"wire"sv, "qt"sv};

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString nearest(std::string_view given, std::span<const std::string_view> known)
{
    return toText(nearestWord(given, known));
}

/// Reads one file, and gathers what is wrong with it.
class Reader
{
public:
    Reader(QString file, FeedsFile &result) : m_file(std::move(file)), m_result(result) { }

    void read(const toml::table &root)
    {
        for (const auto &[key, value] : root) {
            if (key.str() == "journal"sv && value.is_table()) {
                readLimits(*value.as_table());
            } else if (key.str() == "journal"sv) {
                complain(value.source(), u"\"journal\" is written as a table, under a line [journal]"_s);
            } else if (key.str() != "feed"sv) {
                complain(
                    key.source(),
                    u"unknown key \"%1\"; did you mean \"%2\"?"_s.arg(toText(key.str()), nearest(key.str(), rootKeys)));
            } else if (const auto *feeds = value.as_array(); feeds && feeds->is_homogeneous(toml::node_type::table)) {
                for (const auto &feed : *feeds)
                    readFeed(*feed.as_table());
            } else {
                complain(value.source(), u"\"feed\" is written as tables, each under a line [[feed]]"_s);
            }
        }
    }

    void complain(const toml::source_region &where, const QString &message)
    {
        m_result.problems.append(
            {m_file, static_cast<int>(where.begin.line), static_cast<int>(where.begin.column), message});
    }

private:
    /// The text under `key`; nothing, and a problem, when it is of another type. A missing one is left to the caller.
    std::optional<QString> text(const toml::table &table, std::string_view key)
    {
        const auto *node = table.get(key);
        if (!node)
            return std::nullopt;
        if (const auto *value = node->as_string())
            return toText(value->get());
        complain(node->source(), u"\"%1\" is a text in quotes, such as %2"_s.arg(toText(key), example(key)));
        m_bad = true;
        return std::nullopt;
    }

    static QString example(std::string_view key)
    {
        return key == "url"sv    ? u"\"wss://backend.example/events\""_s
            : key == "profile"sv ? u"\"bellboard\""_s
            : key == "engine"sv  ? u"\"wire\""_s
            : key == "expect"sv  ? u"{ payments = 30, alerts = 0 }"_s
            : key == "proxy"sv   ? u"\"http://proxy.example:3128\""_s
            : key == "ca"sv      ? u"\"our-authority.pem\""_s
                                 : u"\"Payments\""_s;
    }

    void missing(const toml::table &table, std::string_view key)
    {
        complain(table.source(), u"this feed has no \"%1\"; expected such as %1 = %2"_s.arg(toText(key), example(key)));
        m_bad = true;
    }

    void readFeed(const toml::table &table)
    {
        m_bad = false;
        for (const auto &[key, value] : table) {
            if (key == "token"sv || key == "password"sv) {
                complain(key.source(),
                         u"secrets do not stand in this file; \"bellboard token set\" stores them in the keychain"_s);
                m_bad = true;
            } else if (std::ranges::find(feedKeys, key.str()) == feedKeys.end()) {
                complain(
                    key.source(),
                    u"unknown key \"%1\"; did you mean \"%2\"?"_s.arg(toText(key.str()), nearest(key.str(), feedKeys)));
                m_bad = true;
            }
        }
        FeedSettings feed;
        readName(table, feed);
        readUrl(table, feed);
        readProfile(table, feed);
        checkScheme(table, feed);
        readEngine(table, feed);
        readExpected(table, feed);
        readAuthorities(table, feed);
        readProxy(table, feed);
        if (!m_bad) {
            m_names.insert(feed.name);
            m_result.feeds.append(feed);
        }
    }

    void readLimits(const toml::table &table)
    {
        for (const auto &[key, value] : table) {
            if (std::ranges::find(journalKeys, key.str()) == journalKeys.end())
                complain(key.source(),
                         u"unknown key \"%1\"; did you mean \"%2\"?"_s.arg(toText(key.str()),
                                                                           nearest(key.str(), journalKeys)));
        }
        if (const auto days = number(table, "keep_days"sv, 1, mostDays))
            m_result.limits.age = std::chrono::days(*days);
        if (const auto size = number(table, "size_limit_mib"sv, smallestJournalMib, largestJournalMib))
            m_result.limits.bytes = *size << 20;
    }

    /// The whole number under `key`; nothing where there is none, and nothing and a problem when it is not from `least` to `most`.
    std::optional<std::int64_t> number(const toml::table &table, std::string_view key, std::int64_t least,
                                       std::int64_t most)
    {
        const auto *node = table.get(key);
        if (!node)
            return std::nullopt;
        if (const auto *value = node->as_integer(); value && value->get() >= least && value->get() <= most)
            return value->get();
        complain(node->source(),
                 u"\"%1\" is a whole number from %2 to %3"_s.arg(toText(key), QString::number(least),
                                                                 QString::number(most)));
        return std::nullopt;
    }

    void readName(const toml::table &table, FeedSettings &feed)
    {
        if (!table.contains("name"sv))
            return missing(table, "name"sv);
        feed.name = text(table, "name"sv).value_or(QString());
        const auto &where = table.get("name"sv)->source();
        if (!m_bad && feed.name.trimmed().isEmpty()) {
            complain(where, u"\"name\" is empty; expected such as name = %1"_s.arg(example("name"sv)));
            m_bad = true;
        } else if (m_names.contains(feed.name)) {
            complain(where,
                     u"there is a feed of the name \"%1\" already; each feed has a name of its own"_s.arg(feed.name));
            m_bad = true;
        }
    }

    void readUrl(const toml::table &table, FeedSettings &feed)
    {
        if (!table.contains("url"sv))
            return missing(table, "url"sv);
        const auto given = text(table, "url"sv);
        if (!given)
            return;
        feed.url = QUrl(*given, QUrl::StrictMode);
        const auto &where = table.get("url"sv)->source();
        const auto scheme = feed.url.scheme();
        if (!feed.url.isValid() || feed.url.host().isEmpty()
            || (scheme != u"ws" && scheme != u"wss" && scheme != u"http" && scheme != u"https")) {
            refuseUrl(where);
        } else if (!feed.url.userInfo().isEmpty()) {
            complain(
                where,
                u"\"url\" holds a user name or password; keep secrets in the keychain: bellboard token set FEED"_s);
            m_bad = true;
        }
    }

    void refuseUrl(const toml::source_region &where)
    {
        refuse(where,
               u"\"url\" is not an address that begins with wss:// or ws://, such as %1"_s.arg(example("url"sv)));
    }

    /// Whoever is only asked may have an address that says so.
    void checkScheme(const toml::table &table, const FeedSettings &feed)
    {
        const bool isPolled = feed.mapping && feed.mapping->transport == Transport::Polling;
        if (!m_bad && feed.url.scheme().startsWith(u"http") && !isPolled)
            refuseUrl(table.get("url"sv)->source());
    }

    void readProfile(const toml::table &table, FeedSettings &feed)
    {
        const auto given = text(table, "profile"sv);
        if (!given || *given == feed.profile)
            return;
        feed.profile = *given;
        const auto &where = table.get("profile"sv)->source();
        const bool isFile = ProfileFile::isPath(*given);
        if (!isFile && !builtInProfiles().contains(*given))
            return refuse(where,
                          u"there is no profile \"%1\"; did you mean \"%2\"? One of your own is a file, such as "
                          "\"ours.toml\""_s.arg(*given, nearestProfile(*given)));
        const auto folder = QFileInfo(m_file).absoluteDir();
        auto file = ProfileFile::read(isFile ? QDir::cleanPath(folder.absoluteFilePath(*given)) : *given);
        feed.mapping = std::move(file.profile);
        if (!feed.mapping) {
            refuse(where, u"the profile \"%1\" cannot be used"_s.arg(*given));
            m_result.problems.append(file.problems);
        } else if (feed.mapping->transport == Transport::Polling && !feed.mapping->poll && !feed.mapping->events) {
            refuse(
                where,
                u"the profile \"%1\" is for polling, and has neither poll nor events under [http] that says what to ask for"_s
                    .arg(*given));
        }
    }

    void refuse(const toml::source_region &where, const QString &message)
    {
        complain(where, message);
        m_bad = true;
    }

    static QString nearestProfile(const QString &given)
    {
        std::vector<std::string> names{FeedSettings().profile.toStdString()};
        for (const auto &name : builtInProfiles())
            names.push_back(name.toStdString());
        const std::vector<std::string_view> known(names.begin(), names.end());
        return nearest(given.toStdString(), known);
    }

    void readEngine(const toml::table &table, FeedSettings &feed)
    {
        if (word(table, "engine"sv, engines) == u"qt")
            feed.engine = ChannelEngine::Qt;
    }

    /// How often data is expected, in seconds by stream.
    void readExpected(const toml::table &table, FeedSettings &feed)
    {
        const auto *node = table.get("expect"sv);
        if (!node)
            return;
        const auto *streams = node->as_table();
        if (!streams) {
            complain(node->source(),
                     u"\"expect\" is a table of streams and seconds, such as %1"_s.arg(example("expect"sv)));
            m_bad = true;
            return;
        }
        for (const auto &[stream, value] : *streams) {
            const auto *seconds = value.as_integer();
            if (seconds && seconds->get() >= 0 && seconds->get() <= longestExpected.count()) {
                feed.expected.insert(toText(stream.str()), std::chrono::seconds(seconds->get()));
                continue;
            }
            complain(value.source(),
                     u"how often data is expected is a whole number of seconds, 0 (never) to 86400 (a day)"_s);
            m_bad = true;
        }
    }

    /// What is in the file only whoever connects looks at: each time, and not on the thread that draws.
    void readAuthorities(const toml::table &table, FeedSettings &feed)
    {
        const auto given = text(table, "ca"sv);
        if (!given)
            return;
        const auto &where = table.get("ca"sv)->source();
        if (given->trimmed().isEmpty()) {
            complain(where, u"\"ca\" is empty; expected such as ca = %1"_s.arg(example("ca"sv)));
            m_bad = true;
        } else if (feed.url.scheme() == u"ws" || feed.url.scheme() == u"http") {
            complain(where, u"\"ca\" is of no use without encryption, which an address that begins with wss:// has"_s);
            m_bad = true;
        }
        const QFileInfo file(m_file);
        feed.authorities.path = QDir::cleanPath(file.absoluteDir().absoluteFilePath(*given));
        feed.authorities.place = placeText(file.fileName(), where);
    }

    void readProxy(const toml::table &table, FeedSettings &feed)
    {
        const auto given = text(table, "proxy"sv);
        if (!given || *given == u"system")
            return;
        if (*given == u"none") {
            feed.proxy.kind = ProxyChoice::Kind::None;
            return;
        }
        const QUrl url(*given, QUrl::StrictMode);
        if (const auto proxy = readHttpProxy(url)) {
            feed.proxy = *proxy;
            return;
        }
        const auto &where = table.get("proxy"sv)->source();
        if (!url.password().isEmpty())
            complain(where, u"\"proxy\" holds a password; keep it in the keychain: bellboard token set --proxy FEED"_s);
        else
            complain(
                where,
                u"\"proxy\" is \"system\", \"none\" or an address with a port, such as %1"_s.arg(example("proxy"sv)));
        m_bad = true;
    }

    static QString placeText(const QString &file, const toml::source_region &where)
    {
        return u"%1:%2:%3"_s.arg(file, QString::number(where.begin.line), QString::number(where.begin.column));
    }

    /// The text under `key`, one of `known`; nothing, and a problem, when it is another.
    template<std::size_t N>
    std::optional<QString> word(const toml::table &table, std::string_view key,
                                const std::array<std::string_view, N> &known)
    {
        auto given = text(table, key);
        if (!given)
            return std::nullopt;
        const auto name = given->toStdString();
        if (std::ranges::find(known, name) != known.end())
            return given;
        complain(table.get(key)->source(),
                 u"there is no %1 \"%2\"; did you mean \"%3\"?"_s.arg(toText(key), *given, nearest(name, known)));
        m_bad = true;
        return std::nullopt;
    }

    QString m_file;
    FeedsFile &m_result;
    QSet<QString> m_names;
    bool m_bad = false;
};

} // namespace

FeedsFile FeedsFile::read(const QString &path)
{
    QFile file(path);
    if (!file.exists()) {
        FeedsFile none;
        none.exists = false;
        return none;
    }
    if (!file.open(QIODevice::ReadOnly)) {
        FeedsFile unreadable;
        unreadable.problems.append({path, 0, 0, u"cannot be read: %1"_s.arg(file.errorString())});
        return unreadable;
    }
    return parse(file.readAll(), path);
}

FeedsFile FeedsFile::parse(const QByteArray &text, const QString &file)
{
    FeedsFile result;
    Reader reader(file, result);
    auto parsed = parseToml({text.constData(), static_cast<std::size_t>(text.size())});
    if (parsed)
        reader.read(*parsed);
    else
        result.problems.append({file, parsed.error().line, parsed.error().column, toText(parsed.error().message)});
    return result;
}

} // namespace Bellboard
