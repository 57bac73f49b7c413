// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "auth/tokenowner.h"
#include "stricttest.h"

#include <QSet>

using namespace Bellboard;

namespace {

QByteArray webToken(const QByteArray &claims)
{
    const auto encoded = [](const QByteArray &text) {
        return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    return encoded("{\"alg\":\"HS256\"}") + '.' + encoded(claims) + ".c2ln";
}

} // namespace

class TestTokenOwner : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void webTokens()
    {
        const auto priya = tokenOwner(webToken("{\"sub\":\"priya\",\"exp\":1}"));
        QCOMPARE(tokenOwner(webToken("{\"exp\":2,\"sub\":\"priya\"}")), priya);
        QVERIFY(tokenOwner(webToken("{\"sub\":\"mo\",\"exp\":1}")) != priya);
        QVERIFY(tokenOwner(webToken("{\"sub\":\"priya\",\"iss\":\"other\"}")) != priya);
        QCOMPARE(tokenOwner(webToken("{\"sub\":7,\"exp\":1}")), tokenOwner(webToken("{\"sub\":7,\"exp\":2}")));
    }

    /// Of those that do not say it, each is of somebody else.
    void others()
    {
        const QByteArrayList tokens{"",
                                    "opaque",
                                    "opaque2",
                                    "a.b.c",
                                    "a.!.c",
                                    webToken("{}"),
                                    webToken("{\"exp\":1}"),
                                    webToken("{\"sub\":\"\"}"),
                                    webToken("[]"),
                                    webToken("no JSON")};
        QSet<QByteArray> owners;
        for (const auto &token : tokens) {
            owners.insert(tokenOwner(token));
            QCOMPARE(tokenOwner(token), tokenOwner(token));
            QVERIFY(token.isEmpty() || !tokenOwner(token).contains(token));
        }
        QCOMPARE(owners.size(), tokens.size());
    }
};

QTEST_GUILESS_MAIN(TestTokenOwner)
#include "tst_tokenowner.moc"
