// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/words.h"

#include <algorithm>
#include <array>

namespace Bellboard::Demo {

namespace {

constexpr std::string_view payerTable[] = {
    "Zoë Ackermann",
    "Łukasz Wiśniewski",
    "李娜",
    "Jürgen Müller",
    "أمل حداد",
    "Ngozi Okafor",
    "Siobhán Ó Briain",
    "José Núñez",
    "Nguyễn Thị Hoa",
    "Åsa Lindström",
    "Дмитрий Иванов",
    "佐藤 健",
    "Harbour & Sons Ltd",
    "Bäckerei Vogel GmbH",
    "<b>Bold</b> Brothers Ltd",
    "Oyelaran Adeyemi",
    "Chloé Dubois",
    "Mateusz Zając",
    "Fatima Al-Sayed",
    "Rhys ap Gruffydd",
    "Ayşe Yılmaz",
    "Παπαδόπουλος Νίκος",
    "Kwame Mensah",
    "Ingrid Sørensen",
    "Tomáš Dvořák",
    "Marie-Claire N'Diaye",
    "O'Connell Joinery",
    "Kestrel \"Kes\" Plumbing",
    "Green Lane Dental Practice",
    "Northgate Primary School",
    "김민준",
    "Priyanka Sharma",
    "Gulf Trading Co. W.L.L.",
    "東京紙業株式会社",
    "Lakeside Veterinary Clinic",
    "Hannah Weiß",
    "Samuel Tetteh",
    "Beatriz Gonçalves",
    "Miller\\Stone Architects",
    "Ember & Oak Catering",
};

constexpr std::string_view guestTable[] = {
    "Aisha K.", "Ben T.",      "Caitlin M.", "Dawit H.",    "Elżbieta S.", "Farid N.",  "Grace O.",
    "Hùng L.",  "Ioana P.",    "Joe W.",     "Krystyna B.", "Leyla D.",    "Marcus J.", "نور ع.",
    "Owen R.",  "Paulette F.", "Quentin A.", "Róisín C.",   "Selam G.",    "Théo V.",
};

constexpr std::string_view colleagueTable[] = {"Priya", "Sam", "Mo", "Zoë", "Łukasz", "李娜", "أمل", "Jürgen Müller"};

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::span<const std::string_view> payers()
{
    return payerTable;
}

std::span<const std::string_view> guests()
{
    return guestTable;
}

std::span<const std::string_view> colleagues()
{
    return colleagueTable;
}

std::string_view colleagueNamed(std::string_view name)
{
    for (const std::string_view colleague : colleagueTable) {
        if (std::equal(name.begin(), name.end(), colleague.begin(), colleague.end(),
                       [](char a, char b) { return lowered(a) == lowered(b); }))
            return colleague;
    }
    return name;
}

} // namespace Bellboard::Demo
