// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/proxychoice.h"

#include "stream/endpoint.h"

#include <QFutureWatcher>
#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>
#include <QPromise>
#include <QThreadPool>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

QNetworkProxy systemProxy(const QUrl &url)
{
    const bool tls = isEncrypted(url);
    const QNetworkProxyQuery query(url.host(), url.port(tls ? 443 : 80), tls ? u"https"_s : u"http"_s,
                                   QNetworkProxyQuery::TcpSocket);
    const auto proxies = QNetworkProxyFactory::systemProxyForQuery(query);
    return proxies.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : proxies.first();
}

} // namespace

QString ProxyChoice::secretName() const
{
    return u"proxy http://%1@%2:%3"_s.arg(user, host, QString::number(port));
}

std::optional<ProxyChoice> readHttpProxy(const QUrl &url)
{
    const bool isWhole = url.isValid() && url.scheme() == u"http" && !url.host().isEmpty() && url.port() > 0;
    const bool hasMore = (!url.path().isEmpty() && url.path() != u"/") || url.hasQuery() || url.hasFragment();
    const auto user = url.userName(QUrl::FullyDecoded);
    // A colon in the name would end it (RFC 7617, 2).
    if (!isWhole || hasMore || !url.password().isEmpty() || user.contains(u':'))
        return {};
    return ProxyChoice{
        ProxyChoice::Kind::Http, url.host(QUrl::FullyEncoded), static_cast<quint16>(url.port()), user, {}};
}

void findProxy(const ProxyChoice &choice, const QUrl &url, QObject *context,
               std::function<void(const QNetworkProxy &proxy)> found)
{
    if (choice.kind == ProxyChoice::Kind::System && !isOnThisComputer(url)) {
        const auto promise = std::make_shared<QPromise<QNetworkProxy>>();
        promise->start();
        // Not QFuture::then(), which in Qt 6.4 does not outlive its context.
        auto *watcher = new QFutureWatcher<QNetworkProxy>(context);
        QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, found] {
            watcher->deleteLater();
            found(watcher->result());
        });
        watcher->setFuture(promise->future());
        QThreadPool::globalInstance()->start([promise, url] {
            promise->addResult(systemProxy(url));
            promise->finish();
        });
        return;
    }
    QNetworkProxy proxy(QNetworkProxy::NoProxy);
    if (choice.kind == ProxyChoice::Kind::Http)
        proxy = QNetworkProxy(QNetworkProxy::HttpProxy, choice.host, choice.port, choice.user,
                              QString::fromUtf8(choice.password));
    QMetaObject::invokeMethod(context, [found, proxy] { found(proxy); }, Qt::QueuedConnection);
}

} // namespace Bellboard
