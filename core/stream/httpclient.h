// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/proxychoice.h"
#include "stream/rategauge.h"
#include "util/clock.h"

#include <QNetworkCookieJar>
#include <QObject>
#include <QTcpSocket>
#include <QUrl>

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>

namespace Bellboard {

/// What is asked for by HTTP.
struct HttpRequest
{
    enum class Method {
        Get, ///< is repeated where a connection that was kept open ends without an answer, but for HttpRequest::once
        Post, ///< goes out once
    };
    Method method = Method::Get;
    QUrl url; ///< http or https; user name, password and fragment in it are not sent
    QByteArray token{}; ///< for "Authorization: Bearer"; empty when none is needed. Never logged
    QByteArray accept = "application/json";
    QByteArray contentType{}; ///< of `body`
    QByteArray body{}; ///< of Post
    QList<std::pair<QByteArray, QByteArray>> fields{}; ///< more of the head: names and values
    /// From the beginning until the request can go out.
    std::chrono::milliseconds openDeadline{10'000};
    /// From then until the answer is whole, with all redirects; of a stream, until it begins.
    std::chrono::milliseconds deadline{10'000};
    /// Where it is longer, the deadline is for the next part of the answer, and this for all of it.
    std::chrono::milliseconds longest{0};
    /// A larger content fails with MessageTooBig; of a stream nothing is counted.
    std::size_t limit = std::size_t{1} << 20;
    /// Whether the content is told of as it comes, without end and limit.
    bool streams = false;
    /// Whether the server gives the answer once, as it then forgets what is in it: a Get is not repeated, and an answer is taken only
    /// where it says itself where it ends.
    bool once = false;
};

/// Where the HTTP requests of one feed go through: keeps connections for the requests that follow and, where it is told to, cookies.
///
/// Nothing is shared with other clients.
class HttpClient : public QObject
{
    Q_OBJECT

public:
    struct Settings
    {
        QString authorityFile{}; ///< see tlsConfiguration()
        ProxyChoice proxy{};
        /// For servers that find the right one of several nodes by a cookie.
        bool keepsCookies = false;
        /// So many connections are kept on which nothing is under way: one for what is asked again and again, and one for what is said
        /// meanwhile.
        std::size_t mostIdle = 2;
        std::shared_ptr<RateGauge> dials{}; ///< counts the connections that are made; null where nobody does
    };

    explicit HttpClient(Settings settings, QObject *parent = nullptr);
    ~HttpClient() override;

    /// For so long a connection on which nothing is under way is good for what may be repeated.
    static constexpr std::chrono::seconds longestIdle{60};

    const Settings &settings() const { return m_settings; }

    /// A connection to the origin of `url` that is open from before, and was used within `age`; null when there is none.
    std::unique_ptr<QTcpSocket> takeIdle(const QUrl &url, std::chrono::milliseconds age);
    /// How long it takes until a request to the origin of `url` that may be repeated may go out, be it on a connection that stands; 0 when it may.
    std::chrono::milliseconds waitFor(const QUrl &url) const;
    /// A connection is being made.
    void noteDial();
    /// Lets go of the connections on which nothing is under way.
    void dropIdle();
    /// Keeps a connection on which nothing is under way.
    void keep(const QUrl &url, std::unique_ptr<QTcpSocket> socket);
    /// What "Cookie" says to `url`; empty when it is not said.
    QByteArray cookiesFor(const QUrl &url) const;
    void takeCookie(const QUrl &url, const QByteArray &field);

private:
    struct Idle
    {
        QUrl url;
        std::unique_ptr<QTcpSocket> socket;
        Instant since;
    };
    /// Keeps the newest of a server that sets them without end.
    class CookieJar final : public QNetworkCookieJar
    {
    public:
        void limit(qsizetype most);
    };

    void drop(QTcpSocket *socket);

    const Settings m_settings;
    SystemClock m_clock;
    std::list<Idle> m_idle; ///< oldest first
    CookieJar m_cookies;
};

/// Whether two URLs have scheme, host and port in common (RFC 6454, 5).
bool haveSameOrigin(const QUrl &left, const QUrl &right);

} // namespace Bellboard
