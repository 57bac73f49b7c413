// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/tlspolicy.h"

#include <QHostAddress>
#include <QSslKey>
#include <QSslSocket>
#include <QUrl>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace Bellboard {

namespace {

constexpr int fewestRsaBits = 2048;
constexpr int fewestEcBits = 224;
/// Of the names in a certificate for others.
constexpr qsizetype namesShown = 3;

/// One value of DER (X.690, 8.1): what it is, and what is in it. Takes it off the front of `der`; empty when it is none.
struct DerValue
{
    std::uint8_t tag = 0;
    std::string_view content;
};

DerValue takeValue(std::string_view &der)
{
    const auto none = [&] {
        der = {};
        return DerValue{};
    };
    if (der.size() < 2)
        return none();
    const auto tag = static_cast<std::uint8_t>(der[0]);
    std::size_t length = static_cast<std::uint8_t>(der[1]);
    std::size_t header = 2;
    if (length >= 0x80) {
        const auto count = length & 0x7f;
        if (count == 0 || count > 4 || der.size() < 2 + count)
            return none();
        length = 0;
        for (; header < 2 + count; ++header)
            length = length << 8 | static_cast<std::uint8_t>(der[header]);
    }
    if (length > der.size() - header)
        return none();
    const DerValue value{tag, der.substr(header, length)};
    der.remove_prefix(header + length);
    return value;
}

/// The object identifier of the algorithm that a certificate is signed with (RFC 5280, 4.1.1.2), as DER has it.
std::string_view signatureAlgorithm(std::string_view certificate)
{
    auto fields = takeValue(certificate).content;
    takeValue(fields); // tbsCertificate
    auto algorithm = takeValue(fields).content;
    return takeValue(algorithm).content;
}

bool isWeakAlgorithm(std::string_view algorithm)
{
    using namespace std::string_view_literals;
    constexpr std::array weak{
        "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x02"sv, // md2WithRSAEncryption
        "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04"sv, // md5WithRSAEncryption
        "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05"sv, // sha1WithRSAEncryption
        "\x2b\x0e\x03\x02\x1d"sv, // sha1WithRSASignature
        "\x2a\x86\x48\xce\x38\x04\x03"sv, // dsa-with-sha1
        "\x2a\x86\x48\xce\x3d\x04\x01"sv, // ecdsa-with-SHA1
    };
    return algorithm.empty() || std::ranges::find(weak, algorithm) != weak.end();
}

bool namesHost(const QSslCertificate &certificate, const QString &host)
{
    const auto names = certificate.subjectAlternativeNames();
    if (const QHostAddress address(host); !address.isNull()) {
        const auto addresses = names.values(QSsl::IpAddressEntry);
        return std::ranges::any_of(addresses, [&](const QString &entry) { return QHostAddress(entry) == address; });
    }
    const auto patterns = names.values(QSsl::DnsEntry);
    return std::ranges::any_of(patterns, [&](const QString &pattern) { return nameMatches(pattern, host); });
}

} // namespace

QSslConfiguration tlsConfiguration(const QString &authorityFile)
{
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setAllowedNextProtocols({"http/1.1"});
    // By path: taking a list instead would have Qt look for no authority of the system any more.
    if (!authorityFile.isEmpty())
        configuration.addCaCertificates(authorityFile);
    return configuration;
}

std::optional<QString> problemWithChain(const QList<QSslCertificate> &chain, const QString &host)
{
    if (chain.isEmpty())
        return QStringLiteral("the server showed no certificate");
    if (auto problem = problemWithNames(chain.first(), host))
        return problem;
    for (const auto &certificate : chain) {
        if (hasWeakKey(certificate))
            return QStringLiteral("a certificate has a key that is too weak");
        const bool isRoot = certificate.isSelfSigned() && &certificate != &chain.first();
        // Nobody relies on what a root says of itself.
        if (!isRoot && hasWeakSignature(certificate))
            return QStringLiteral("a certificate is signed in a way that is too weak");
    }
    return {};
}

bool hasWeakKey(const QSslCertificate &certificate)
{
    const auto key = certificate.publicKey();
    switch (key.algorithm()) {
    case QSsl::Rsa:
        return key.length() < fewestRsaBits;
    case QSsl::Ec:
        return key.length() > 0 && key.length() < fewestEcBits;
    case QSsl::Dsa:
    case QSsl::Dh:
        return true;
    case QSsl::Opaque: // such as Ed25519, whose size Qt does not tell
        return false;
    }
    return true;
}

bool hasWeakSignature(const QSslCertificate &certificate)
{
    const auto der = certificate.toDer();
    return isWeakAlgorithm(signatureAlgorithm({der.constData(), static_cast<std::size_t>(der.size())}));
}

std::optional<QString> problemWithNames(const QSslCertificate &certificate, const QString &host)
{
    if (namesHost(certificate, host))
        return {};
    const auto names = certificate.subjectAlternativeNames();
    auto shown = names.values(QSsl::DnsEntry);
    for (auto &name : shown) {
        if (!QHostAddress(name).isNull())
            name += QStringLiteral(" as a name");
    }
    shown += names.values(QSsl::IpAddressEntry);
    if (shown.isEmpty())
        return QStringLiteral("the certificate names no server (it has no subjectAltName)");
    const auto whom = QHostAddress(host).isNull() ? host : QString(QStringLiteral("the address ") + host);
    std::ranges::sort(shown);
    if (shown.size() > namesShown)
        shown = shown.first(namesShown) + QStringList{QStringLiteral("...")};
    return QString(QStringLiteral("the certificate is for ") + shown.join(QStringLiteral(", "))
                   + QStringLiteral(", not for ") + whom);
}

bool nameMatches(const QString &pattern, const QString &host)
{
    const auto plain = [](QString name) {
        if (name.endsWith(QLatin1Char('.')))
            name.chop(1);
        return QString::fromLatin1(QUrl::toAce(name));
    };
    const auto ours = plain(host);
    if (ours.isEmpty())
        return false;
    if (!pattern.startsWith(QLatin1String("*.")))
        return plain(pattern).compare(ours, Qt::CaseInsensitive) == 0;
    const auto suffix = plain(pattern.mid(2));
    const auto dot = ours.indexOf(QLatin1Char('.'));
    // A whole top-level domain is nobody's.
    return dot > 0 && suffix.contains(QLatin1Char('.')) && ours.mid(dot + 1).compare(suffix, Qt::CaseInsensitive) == 0;
}

} // namespace Bellboard
