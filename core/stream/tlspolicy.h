// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QString>

#include <optional>

namespace Bellboard {

/// What we ask of TLS: version 1.2 at least, a peer verified by the authorities of the system and those in the PEM file at
/// `authorityFile`, if there is one. Reads that file.
QSslConfiguration tlsConfiguration(const QString &authorityFile = {});

/// Why a chain that the system trusts is not good enough for us, in English; nothing when it is.
///
/// Beyond what Qt checks: the name must stand in the certificate's subjectAltName (RFC 9525; the common name does not count), and
/// no key or signature below the root may be weak (RSA of less than 2048 bits, EC of less than 224; SHA-1, MD5).
std::optional<QString> problemWithChain(const QList<QSslCertificate> &chain, const QString &host);

/// Whether its key is too weak to rely on: RSA of less than 2048 bits, EC of less than 224, DSA.
bool hasWeakKey(const QSslCertificate &certificate);

/// Whether it is signed with SHA-1, MD5 or MD2, or in a way that cannot be read.
bool hasWeakSignature(const QSslCertificate &certificate);

/// What is wrong with the names in a server's certificate, in English; nothing when one of them, in its subjectAltName, stands for
/// `host`, which may be an address.
std::optional<QString> problemWithNames(const QSslCertificate &certificate, const QString &host);

/// Whether `pattern`, a DNS name of a certificate, stands for `host`; "*" only for the whole leftmost label (RFC 9525, 6.3).
bool nameMatches(const QString &pattern, const QString &host);

} // namespace Bellboard
