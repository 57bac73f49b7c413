// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "icon.h"
#include "stricttest.h"

#include <QDir>
#include <QImage>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

class IconTest : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void everyIconDrawsInItsColour_data()
    {
        QTest::addColumn<QString>("name");
        const QStringList files = QDir(QStringLiteral(BELLBOARD_ICONS_DIR)).entryList({u"*.svg"_s}, QDir::Files);
        QVERIFY(!files.isEmpty());
        for (const QString &file : files)
            QTest::newRow(qPrintable(file)) << file.chopped(4);
    }

    void everyIconDrawsInItsColour()
    {
        QFETCH(const QString, name);
        const QColor color(10, 200, 30);
        for (const int size : {12, 20, 40}) {
            const QImage image = Icon::render(name, color, size);
            QCOMPARE(image.size(), QSize(size, size));
            int drawn = 0;
            for (int y = 0; y < size; ++y) {
                for (int x = 0; x < size; ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    drawn += pixel.alpha() > 60 ? 1 : 0;
                    if (pixel.alpha() < 250)
                        continue;
                    QVERIFY2(qAbs(pixel.red() - 10) < 4 && qAbs(pixel.green() - 200) < 4, qPrintable(pixel.name()));
                }
            }
            QVERIFY2(drawn > 0, "it drew nothing");
        }
    }

    void itsOwnColoursStayWhenNoneIsGiven()
    {
        const QImage image = Icon::render(u"bellboard"_s, {}, 64);
        QVERIFY(image.pixelColor(32, 32) != QColor(Qt::transparent));
        QVERIFY(image.pixelColor(8, 32) != image.pixelColor(40, 34));
    }

    void anUnknownNameIsTold()
    {
        QTest::ignoreMessage(QtWarningMsg, "there is no icon \"no-such\"");
        QVERIFY(Icon::render(u"no-such"_s, Qt::red, 20).isNull());
    }

    void aNameIsNeverAPath()
    {
        QVERIFY(Icon::render(u"../tokens"_s, Qt::red, 20).isNull());
        QVERIFY(Icon::render(u"http://127.0.0.1:1/x"_s, Qt::red, 20).isNull());
        QVERIFY(Icon::render(QString(), Qt::red, 20).isNull());
    }
};

} // namespace Bellboard

QTEST_MAIN(Bellboard::IconTest)
#include "tst_icon.moc"
