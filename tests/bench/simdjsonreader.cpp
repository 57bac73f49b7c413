// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "simdjsonreader.h"

#include <QtGlobal>

#include <simdjson.h>

namespace Bellboard {

static_assert(SimdjsonReader::padding >= simdjson::SIMDJSON_PADDING);

namespace {

void take(simdjson::simdjson_result<simdjson::ondemand::value> value, std::string_view &field)
{
    if (value.get_string().get(field) || field.empty())
        qFatal("a payment without one of its fields");
}

} // namespace

struct SimdjsonReader::Parser
{
    simdjson::ondemand::parser parser;
};

SimdjsonReader::SimdjsonReader() : m_parser(std::make_unique<Parser>()) { }
SimdjsonReader::~SimdjsonReader() = default;

void SimdjsonReader::read(const char *text, std::size_t size)
{
    simdjson::ondemand::document document;
    simdjson::ondemand::object event;
    if (m_parser->parser.iterate(text, size, size + simdjson::SIMDJSON_PADDING).get(document)
        || document.get_object().get(event))
        qFatal("an event that is no JSON");
    // Forward through the members, which is what simdjson is made for.
    take(event.find_field("id"), m_fields[0]);
    take(event.find_field("source"), m_fields[1]);
    take(event.find_field("type"), m_fields[2]);
    take(event.find_field("time"), m_fields[3]);
    take(event.find_field("subject"), m_fields[4]);
    take(event.find_field("sequence"), m_fields[5]);
    simdjson::ondemand::object data;
    simdjson::ondemand::object money;
    if (event.find_field("data").get_object().get(data))
        qFatal("an event without data");
    take(data.find_field("status"), m_fields[6]);
    if (data.find_field("money").get_object().get(money))
        qFatal("a payment without money");
    take(money.find_field("amount"), m_fields[7]);
    take(money.find_field("currency"), m_fields[8]);
}

} // namespace Bellboard
