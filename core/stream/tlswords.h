// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QList>
#include <QSslCertificate>
#include <QSslError>
#include <QString>

namespace Bellboard {

/// Why a server's certificate is not accepted, in English, where `errors` are all that the TLS library has against it and `chain` is
/// what the server `host` showed.
QString untrustedWords(const QList<QSslError> &errors, const QList<QSslCertificate> &chain, const QString &host);

/// Why TLS could not be agreed on, in English, where `text` is what the TLS library says.
QString tlsFailureWords(const QString &text);

} // namespace Bellboard
