// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "util/sametext.h"

#include "stricttest.h"

using namespace Bellboard;

class TestSameText : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void isWhatEqualsIs();
};

void TestSameText::isWhatEqualsIs()
{
    for (std::size_t size = 0; size <= 40; ++size) {
        std::string text(size, '\0');
        for (std::size_t i = 0; i < size; ++i)
            text[i] = static_cast<char>(3 * i);
        QVERIFY(isSameText(text, std::string(text)));
        QVERIFY(!isSameText(text, text + 'x'));
        for (std::size_t place = 0; place < size; ++place) {
            auto other = text;
            other[place] = static_cast<char>(other[place] ^ 0x80);
            QVERIFY(!isSameText(text, other));
        }
    }
    QVERIFY(isSameText({}, {}));
}

QTEST_GUILESS_MAIN(TestSameText)
#include "tst_sametext.moc"
