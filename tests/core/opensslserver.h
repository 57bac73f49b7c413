// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

namespace Bellboard {

/// The openssl program as a TLS server on 127.0.0.1, which serves one connection and shows what certificate it is told to, be it as
/// bad as no other server would. What it reads of its client it prints, decrypted.
class OpensslServer
{
public:
    /// Shows the certificate `name` of `folder`, which make_certificates.sh filled.
    OpensslServer(const QString &folder, const QString &name, const QStringList &options = {})
    {
        const QDir made(folder);
        QStringList arguments{QStringLiteral("s_server"),
                              QStringLiteral("-accept"),
                              QStringLiteral("127.0.0.1:0"),
                              QStringLiteral("-naccept"),
                              QStringLiteral("1"),
                              QStringLiteral("-cert"),
                              made.filePath(name + QStringLiteral(".pem")),
                              QStringLiteral("-key"),
                              made.filePath(name + QStringLiteral(".key"))};
        // The most that it may show: some of this is too weak for its own default.
        arguments << QStringLiteral("-cipher") << QStringLiteral("ALL:@SECLEVEL=0");
        if (const auto chain = made.filePath(name + QStringLiteral(".chain")); QFile::exists(chain))
            arguments << QStringLiteral("-cert_chain") << chain;
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(QStringLiteral("openssl"), arguments + options);
        while (m_output.indexOf('\n', m_output.indexOf("ACCEPT")) < 0 || !m_output.contains("ACCEPT")) {
            if (!m_process.waitForReadyRead(30'000))
                qFatal("openssl s_server: %s", m_output.constData());
            m_output += m_process.readAll();
        }
        const auto line = m_output.mid(m_output.indexOf("ACCEPT"));
        const auto end = line.indexOf('\n');
        m_port = line.mid(line.lastIndexOf(':', end) + 1, end - line.lastIndexOf(':', end) - 1).trimmed().toUShort();
        m_output.clear();
    }
    ~OpensslServer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    OpensslServer(const OpensslServer &) = delete;
    OpensslServer &operator=(const OpensslServer &) = delete;

    quint16 port() const { return m_port; }
    /// All that it printed until now, with what its client sent in it.
    const QByteArray &output()
    {
        m_output += m_process.readAll();
        return m_output;
    }
    /// Whether the connection is over, and all that came is printed.
    bool hasEnded()
    {
        if (m_process.state() != QProcess::NotRunning)
            return false;
        output();
        return true;
    }
    bool hasRequest() { return output().contains("\r\n\r\n"); }
    /// Accepts the handshake that came (RFC 6455, 4.2.2).
    void upgrade()
    {
        const auto begin = m_output.toLower().indexOf("sec-websocket-key:") + 18;
        const auto key = m_output.mid(begin, m_output.indexOf('\r', begin) - begin).trimmed();
        const auto accept =
            QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
        m_process.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Accept: "
                        + accept + "\r\n\r\n");
    }

private:
    QProcess m_process;
    QByteArray m_output;
    quint16 m_port = 0;
};

} // namespace Bellboard
