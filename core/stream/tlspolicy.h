// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QString>

#include <optional>

namespace Bellboard {

/// What we ask of TLS: version 1.2 at least, a verified peer.
QSslConfiguration tlsConfiguration();

/// Why a chain that the system trusts is not good enough for us, in English; nothing when it is.
///
/// Beyond what Qt checks: the name must stand in the certificate's subjectAltName (RFC 9525; the common name does not count), and
/// no key or signature below the root may be weak (RSA of less than 2048 bits, EC of less than 224; SHA-1, MD5).
std::optional<QString> problemWithChain(const QList<QSslCertificate> &chain, const QString &host);

/// Whether `pattern`, a DNS name of a certificate, stands for `host`; "*" only for the whole leftmost label (RFC 9525, 6.3).
bool nameMatches(const QString &pattern, const QString &host);

} // namespace Bellboard
