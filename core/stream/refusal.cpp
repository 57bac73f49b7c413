// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/refusal.h"

#include "stream/endpoint.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// The one format that senders must use (RFC 9110, 5.6.7).
QDateTime httpDate(std::string_view text)
{
    auto time = QLocale::c().toDateTime(toText(text), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    time.setTimeZone(QTimeZone::utc());
    return time;
}

/// Whether somebody on the way seems to have answered: without TLS, a network that wants a sign-in can.
bool isCaptivePortal(const HttpResponse &response, const QUrl &url)
{
    if (response.status == 511)
        return true;
    if (isEncrypted(url))
        return false;
    if (response.status == 200)
        return response.field("content-type").value_or("").starts_with("text/html");
    if (response.status < 300 || response.status > 399)
        return false;
    const QUrl target(toText(response.field("location").value_or("")));
    return !target.host().isEmpty() && target.host() != url.host();
}

} // namespace

ChannelError errorForHttpStatus(int status)
{
    switch (status) {
    case 401:
        return ChannelError::SignInNeeded;
    case 403:
        return ChannelError::Forbidden;
    case 407:
        return ChannelError::ProxyFailed;
    case 429:
        return ChannelError::TooManyRequests;
    case 502:
    case 503:
    case 504:
        return ChannelError::ServerUnavailable;
    case 511:
        return ChannelError::CaptivePortal;
    default:
        return ChannelError::UpgradeRefused;
    }
}

ChannelFailure failureForRefusal(const HttpResponse &response, const QUrl &url)
{
    ChannelFailure failure;
    failure.error = isCaptivePortal(response, url) ? ChannelError::CaptivePortal : errorForHttpStatus(response.status);
    failure.detail = (u"HTTP "_s + QString::number(response.status) + u' ' + toText(response.reason)).trimmed();
    failure.retryAfter = retryAfter(response);
    return failure;
}

std::optional<std::chrono::milliseconds> retryAfter(const HttpResponse &response)
{
    const auto value = response.field("retry-after");
    if (!value)
        return {};
    bool isNumber = false;
    const auto seconds = toText(*value).toUInt(&isNumber);
    if (isNumber)
        return std::chrono::seconds(seconds);
    const auto until = httpDate(*value);
    if (!until.isValid())
        return {};
    auto from = httpDate(response.field("date").value_or(""));
    if (!from.isValid())
        from = QDateTime::currentDateTimeUtc();
    return std::chrono::milliseconds(std::max<qint64>(0, from.msecsTo(until)));
}

} // namespace Bellboard
