// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "profile/profile.h"
#include "profile/tomlreader.h"
#include "profile/valuereader.h"

#include <functional>

namespace Bellboard {

/// Compiles the TOML of a profile, and gathers what is wrong with it.
class ProfileReader
{
public:
    /// `isKept`: only what messages become counts, not how a server is asked for them.
    ProfileReader(QList<FileProblem> &problems, Profile &profile, bool isKept)
        : m_reader(problems)
        , m_problems(problems)
        , m_profile(profile)
        , m_isKept(isKept)
    { }

    void read(const toml::table &root);

private:
    void readConnection(const toml::table &root);
    void readIoTransports(const toml::table &connection);
    void readKind(const toml::table &root);
    void readMessages(const toml::table &root, ValueReader &values);
    void readMessage(std::string_view kind, const toml::table &table, ValueReader &values);
    /// Reads the tables of what messages of one kind become all at once.
    void readParts(const toml::key &key, const toml::array &tables, ValueReader &values);
    /// What a table says; `before` are those of the same kind that were read. Nothing when it is too wrong to go on.
    std::optional<MessagePlan> readPlan(std::string_view kind, const toml::table &table,
                                        std::span<const MessagePlan> before, ValueReader &values);
    /// Adds the parts of one kind, of which there is at least one.
    void add(std::vector<MessagePlan> &&parts);
    void readAttributes(const toml::table &table, const TypeInfo &type, MessagePlan &plan, ValueReader &values);
    /// Reads the Stream, Epoch and Sequence that `table` has.
    void readPosition(const toml::table &table, std::span<ValuePlan, 3> plan, ValueReader &values);
    void readFields(const toml::table &table, const TypeInfo &type, MessagePlan &plan, ValueReader &values);
    void readSends(const toml::table &root);
    void readCommands(const toml::table &send);
    void readCommand(std::string_view name, const toml::node &node);
    /// One of the `templates` must have that hole.
    void checkHole(const toml::source_region &where, std::string_view name, Hole needed,
                   std::span<const MessageTemplate> templates);
    void readHttp(const toml::table &root, ValueReader &values);
    std::optional<EndpointPlan> readEndpoint(const toml::table &http, std::string_view name,
                                             std::span<const Hole> holes, std::span<const std::string_view> keys,
                                             ValueReader &values);
    /// What of `poll` makes no sense, or would lose something.
    void checkPoll(const toml::table &poll);
    /// By what `plan` asks for what is new.
    void checkWay(const toml::table &endpoint, std::string_view name, EndpointPlan &plan);
    void readStreams(const toml::table &endpoint, EndpointPlan &plan);
    /// By what the server is told what is new, as the path says.
    void findWay(EndpointPlan &plan, const toml::source_region &where);
    /// The stream that all messages with a place are of; nothing where there may be several.
    std::optional<std::string> onlyStream() const;
    void readLimits(const toml::table &root);
    RateLimit readRate(const toml::table &limits, std::string_view key);
    std::vector<MessageTemplate> readTemplates(const toml::table &table, std::string_view key,
                                               std::span<const Hole> holes);
    /// Complains when a message of that template is nothing that Socket.IO can send, and that is the transport.
    void checkForm(const toml::node &node, std::string_view key, const MessageTemplate &message);
    std::optional<MessageTemplate> readTemplate(const toml::node &node, std::span<const Hole> holes,
                                                MessageTemplate::Form form);

    TomlReader m_reader;
    QList<FileProblem> &m_problems;
    Profile &m_profile;
    const bool m_isKept;
};

} // namespace Bellboard
