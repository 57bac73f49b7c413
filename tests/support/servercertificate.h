// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QSslConfiguration>
#include <QString>

namespace Bellboard {

/// Makes an authority ("ca.pem") and a certificate of its for 127.0.0.1 in `folder`, valid for two days; false when openssl failed.
bool makeCertificates(const QString &folder);
/// What a TLS server shows with the certificate that makeCertificates() made in `folder`; ends the program when it is not there.
QSslConfiguration serverConfiguration(const QString &folder);
/// Has every connection of this process from now on trust the authority in `folder`, and no other.
void trustCertificatesOf(const QString &folder);

} // namespace Bellboard
