// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/http/httpbodyreader.h"
#include "stream/channelerror.h"
#include "stream/httpclient.h"
#include "util/textbuffer.h"

#include <QAbstractSocket>
#include <QByteArrayView>
#include <QDeadlineTimer>
#include <QTimer>

#include <optional>

namespace Bellboard {

class PeerLink;

/// One HTTP request and its answer (RFC 9110, HTTP/1.1), on this thread.
///
/// Redirects are followed within the origin only, at most five, and a Post only where it stays one (307, 308). It is used once:
/// start(), then exactly one of finished() and failed(), after which nothing follows.
class HttpExchange : public QObject
{
    Q_OBJECT

public:
    /// `client` must outlive it.
    explicit HttpExchange(HttpClient &client, QObject *parent = nullptr);
    ~HttpExchange() override;

    /// Nothing is told of from within this call.
    void start(const HttpRequest &request);
    /// Drops it at once; nothing follows.
    void abort();

    /// The head of the answer; its status is 0 until it came.
    const HttpResponse &response() const { return m_head; }
    /// The content, as much of it as came; empty of a stream. Of an answer that is refused at most 64 KiB.
    TextBuffer &body() { return m_body; }
    /// Where the answer came from, behind all redirects.
    const QUrl &url() const { return m_request.url; }
    /// What it failed by if it was given up now.
    ChannelFailure overdue() const;

Q_SIGNALS:
    /// The request goes out on a connection that was made for it: somebody is there.
    void connected();
    /// A good answer (2xx) begins.
    void answered();
    /// A byte of anything came.
    void heard();
    /// The next part of a stream; `piece` is valid until this returns.
    void pieceRead(QByteArrayView piece);
    /// A good answer (2xx) is whole.
    void finished();
    /// There is no answer, or none that is good.
    void failed(const Bellboard::ChannelFailure &failure);

private:
    void open();
    void takeConnection(std::unique_ptr<QTcpSocket> socket);
    void startDeadline();
    void send();
    void read();
    void takeBytes(std::string_view bytes);
    bool takeHead(std::string_view &bytes);
    bool takeBody(std::string_view &bytes);
    bool keepPiece(std::string_view piece);
    void takeWhole();
    bool redirect();
    void takeEnd();
    void takeSocketError(QAbstractSocket::SocketError error);
    bool sendAgain();
    void dropConnection();
    void fail(ChannelError error, const QString &detail = {});
    void fail(const ChannelFailure &failure);
    QByteArray head() const;
    bool isGood() const { return m_head.status >= 200 && m_head.status < 300; }
    bool mayRepeat() const { return m_request.method == HttpRequest::Method::Get && !m_request.once; }

    HttpClient &m_client;
    HttpRequest m_request;
    std::unique_ptr<PeerLink> m_link;
    std::unique_ptr<QTcpSocket> m_socket;
    HttpResponseReader m_headReader;
    HttpResponse m_head;
    std::optional<HttpBodyReader> m_bodyReader;
    TextBuffer m_body;
    QTimer m_openDeadline;
    QTimer m_deadline;
    QDeadlineTimer m_end; ///< where each part has a deadline
    int m_redirects = 0;
    bool m_isReused = false; ///< the connection served another request before
    bool m_heard = false; ///< a byte of the answer came
    bool m_mayBePortal = false; ///< a network that wants a sign-in first seems to have answered
    bool m_over = false;
};

} // namespace Bellboard
