// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/profilefile.h"

#include "profile/profilereader.h"
#include "profile/tomlreader.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <xxhash.h>

#include <algorithm>
#include <sstream>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

static void loadResources()
{
    Q_INIT_RESOURCE(bellboard_profiles); // in a static library nothing else does
}

namespace Bellboard {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t largestFile = std::size_t{1} << 20;

/// Lays the members of `top` over those of `base`: tables are joined, all else is replaced.
void overlay(toml::table &base, toml::table &&top)
{
    for (auto &&[key, node] : top) {
        auto *below = base.get(key.str());
        if (below && below->is_table() && node.is_table()) {
            overlay(*below->as_table(), std::move(*node.as_table()));
            continue;
        }
        base.erase(key.str());
        std::move(node).visit(
            [&](auto &&value) { base.emplace<std::decay_t<decltype(value)>>(key, std::move(value)); });
    }
}

/// The table as TOML that stands for itself, in a form that does not depend on how it was written.
std::string textOf(const toml::table &table)
{
    std::ostringstream text;
    text << toml::toml_formatter(table, toml::format_flags::allow_unicode_strings);
    return std::move(text).str();
}

/// Reads a profile and those that it extends into one table.
class Chain
{
public:
    Chain(QList<FileProblem> &problems, const ProfileFile::Base &base)
        : m_problems(problems)
        , m_reader(problems)
        , m_base(base)
    { }

    /// `file` is what problems name, `place` Text::file.
    std::optional<toml::table> read(const QByteArray &text, const QString &file, const QString &place)
    {
        m_files.append(place);
        if (static_cast<std::size_t>(text.size()) > largestFile) {
            m_problems.append({file, 0, 0, u"a profile has at most 1 MiB"_s});
            return std::nullopt;
        }
        auto parsed = parseToml({text.constData(), static_cast<std::size_t>(text.size())}, file.toStdString());
        if (!parsed) {
            m_problems.append({file, parsed.error().line, parsed.error().column, toQString(parsed.error().message)});
            return std::nullopt;
        }
        if (!parsed->contains("extends"sv))
            return std::move(parsed).value();
        return extend(std::move(parsed).value());
    }

private:
    std::optional<toml::table> extend(toml::table &&table)
    {
        const auto where = table.get("extends"sv)->source();
        const auto name = m_reader.text(table, "extends"sv, "chat"sv);
        table.erase("extends"sv);
        if (!name)
            return std::nullopt;
        const auto base = toQString(*name);
        const auto text = m_base(base, m_files.last());
        if (!text) {
            m_reader.complain(where, text.error());
            return std::nullopt;
        }
        if (m_files.contains(text->file)) {
            m_reader.complain(
                where, u"a profile cannot extend itself: %1"_s.arg((m_files + QStringList{text->file}).join(u" -> ")));
            return std::nullopt;
        }
        auto whole = read(text->bytes, text->file, text->file);
        if (whole)
            overlay(*whole, std::move(table));
        return whole;
    }

    QList<FileProblem> &m_problems;
    TomlReader m_reader;
    const ProfileFile::Base &m_base;
    QStringList m_files; ///< from the first on, as Text::file
};

} // namespace

namespace {

Result<ProfileFile::Text, QString> builtInBase(const QString &name, const QString & /*from*/)
{
    if (auto text = builtInProfile(name))
        return ProfileFile::Text{name, std::move(*text)};
    return Unexpected(
        u"there is no profile \"%1\" to extend; built in are: %2"_s.arg(name, builtInProfiles().join(u", ")));
}

/// A built-in profile, or a file beside that of `from`.
Result<ProfileFile::Text, QString> readBase(const QString &name, const QString &from)
{
    if (!ProfileFile::isPath(name))
        return builtInBase(name, from);
    const QFileInfo info(QFileInfo(from).absoluteDir().absoluteFilePath(name));
    if (info.exists() && !info.isFile())
        return Unexpected(u"\"%1\" is not a file"_s.arg(name));
    QFile file(info.filePath());
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected(u"\"%1\" cannot be read: %2"_s.arg(name, file.errorString()));
    return ProfileFile::Text{info.canonicalFilePath(), file.read(largestFile + 1)};
}

/// In the order of their lines, and not more than people read.
void arrange(QList<FileProblem> &problems, const QString &file)
{
    std::ranges::stable_sort(problems, [](const FileProblem &a, const FileProblem &b) {
        return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
    });
    const auto more = problems.size() - TomlReader::mostProblems;
    if (more <= 0)
        return;
    problems.resize(TomlReader::mostProblems);
    problems.append({file, 0, 0, u"and %1 more"_s.arg(more)});
}

} // namespace

bool ProfileFile::isPath(const QString &name)
{
    return name.contains(u'/') || name.contains(u'\\') || name.endsWith(u".toml");
}

ProfileFile ProfileFile::parse(const QByteArray &text, const QString &file)
{
    return compile({file, text}, file, builtInBase);
}

ProfileFile ProfileFile::parseKept(const QByteArray &text)
{
    const auto file = u"journal"_s;
    return compile({file, text}, file, builtInBase, true);
}

ProfileFile ProfileFile::compile(const Text &text, const QString &file, const Base &base, bool isKept)
{
    ProfileFile result;
    if (auto table = Chain(result.problems, base).read(text.bytes, file, text.file)) {
        auto profile = std::make_shared<Profile>();
        ProfileReader(result.problems, *profile, isKept).read(*table);
        profile->text = textOf(*table);
        profile->id = static_cast<std::int64_t>(XXH3_64bits(profile->text.data(), profile->text.size()) | 1);
        if (profile->text.size() > largestFile)
            result.problems.append({file, 0, 0, u"with all that it extends, a profile has at most 1 MiB"_s});
        if (result.problems.isEmpty())
            result.profile = std::move(profile);
    }
    arrange(result.problems, file);
    return result;
}

ProfileFile ProfileFile::read(const QString &nameOrPath)
{
    if (const auto text = isPath(nameOrPath) ? std::nullopt : builtInProfile(nameOrPath))
        return parse(*text, nameOrPath);
    ProfileFile none;
    QFile file(nameOrPath);
    none.exists = file.exists();
    if (!none.exists)
        none.problems.append({nameOrPath, 0, 0,
                              u"there is no such profile; give a file, or one of those that are built in: %1"_s.arg(
                                  builtInProfiles().join(u", "))});
    else if (!QFileInfo(nameOrPath).isFile())
        none.problems.append({nameOrPath, 0, 0, u"is not a file"_s});
    else if (!file.open(QIODevice::ReadOnly))
        none.problems.append({nameOrPath, 0, 0, u"cannot be read: %1"_s.arg(file.errorString())});
    if (!none.problems.isEmpty())
        return none;
    return compile({QFileInfo(nameOrPath).canonicalFilePath(), file.read(largestFile + 1)}, nameOrPath, readBase);
}

QStringList builtInProfiles()
{
    loadResources();
    auto names = QDir(u":/bellboard/profiles"_s).entryList({u"*.toml"_s}, QDir::Files, QDir::Name);
    for (auto &name : names)
        name.chop(5);
    return names;
}

std::optional<QByteArray> builtInProfile(const QString &name)
{
    loadResources();
    QFile file(u":/bellboard/profiles/%1.toml"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? std::optional(file.readAll()) : std::nullopt;
}

QByteArray starterProfile()
{
    loadResources();
    QFile file(u":/bellboard/profiles/new/starter.toml"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace Bellboard
