// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/httpclient.h"

#include "stream/endpoint.h"

#include <QNetworkCookie>

#include <algorithm>

namespace Bellboard {

namespace {

/// As much as browsers keep of one site at least (RFC 6265, 6.1).
constexpr qsizetype mostCookies = 50;
constexpr qsizetype cookieLimit = 4096; // bytes, with the attributes

int portOf(const QUrl &url)
{
    return url.port(isEncrypted(url) ? 443 : 80);
}

} // namespace

HttpClient::HttpClient(Settings settings, QObject *parent) : QObject(parent), m_settings(std::move(settings)) { }

HttpClient::~HttpClient()
{
    for (const auto &idle : m_idle)
        idle.socket->disconnect(this); // its end is no news any more
}

std::unique_ptr<QTcpSocket> HttpClient::takeIdle(const QUrl &url, std::chrono::milliseconds age)
{
    // The newest is the likeliest to stand.
    const auto place = std::ranges::find_if(m_idle.rbegin(), m_idle.rend(), [&](const Idle &idle) {
        return haveSameOrigin(idle.url, url) && m_clock.instant() - idle.since <= age;
    });
    if (place == m_idle.rend())
        return nullptr;
    auto socket = std::move(place->socket);
    m_idle.erase(std::next(place).base());
    socket->disconnect(this);
    return socket;
}

std::chrono::milliseconds HttpClient::waitFor(const QUrl &url) const
{
    const auto now = m_clock.instant();
    const bool hasIdle = std::ranges::any_of(
        m_idle, [&](const Idle &idle) { return haveSameOrigin(idle.url, url) && now - idle.since <= longestIdle; });
    return hasIdle || !m_settings.dials ? std::chrono::milliseconds(0) : m_settings.dials->waitAt(now);
}

void HttpClient::noteDial()
{
    if (m_settings.dials)
        m_settings.dials->note(m_clock.instant());
}

void HttpClient::dropIdle()
{
    while (!m_idle.empty())
        drop(m_idle.front().socket.get());
}

void HttpClient::keep(const QUrl &url, std::unique_ptr<QTcpSocket> socket)
{
    auto *kept = socket.get();
    // Whatever comes on it now is its end, or an answer to nothing.
    connect(kept, &QTcpSocket::disconnected, this, [this, kept] { drop(kept); });
    connect(kept, &QTcpSocket::readyRead, this, [this, kept] { drop(kept); });
    m_idle.push_back({url, std::move(socket), m_clock.instant()});
    if (m_idle.size() > m_settings.mostIdle)
        drop(m_idle.front().socket.get());
}

void HttpClient::drop(QTcpSocket *socket)
{
    const auto place = std::ranges::find_if(m_idle, [socket](const Idle &idle) { return idle.socket.get() == socket; });
    if (place == m_idle.end())
        return;
    auto owned = std::move(place->socket);
    m_idle.erase(place);
    owned->disconnect(this);
    owned->abort();
    owned.release()->deleteLater(); // it may be on the stack
}

QByteArray HttpClient::cookiesFor(const QUrl &url) const
{
    QByteArray text;
    const auto cookies = m_cookies.cookiesForUrl(url);
    for (const auto &cookie : cookies)
        text += (text.isEmpty() ? "" : "; ") + cookie.toRawForm(QNetworkCookie::NameAndValueOnly);
    return text;
}

void HttpClient::takeCookie(const QUrl &url, const QByteArray &field)
{
    if (!m_settings.keepsCookies || field.size() > cookieLimit)
        return;
    m_cookies.setCookiesFromUrl(QNetworkCookie::parseCookies(field), url);
    m_cookies.limit(mostCookies);
}

void HttpClient::CookieJar::limit(qsizetype most)
{
    if (const auto cookies = allCookies(); cookies.size() > most)
        setAllCookies(cookies.last(most)); // what is set goes to the end
}

bool haveSameOrigin(const QUrl &left, const QUrl &right)
{
    return left.scheme() == right.scheme() && left.host() == right.host() && portOf(left) == portOf(right);
}

} // namespace Bellboard
