// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "statusgate.h"

#include "board/boards.h"
#include "feed/engine.h"
#include "foldpump.h"
#include "stricttest.h"

#include <QSignalSpy>

using namespace Bellboard;

class TestStatusGate : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void liveWaitsForWhatItCameWith()
    {
        Stage stage;
        stage.take(ConnectionState::Live, 3);
        stage.take(ConnectionState::Live, 4, 17); // goes on coming: only what was there before it was live counts
        stage.fold(2);
        QCOMPARE(stage.said, (QList{ConnectionState::Recovering, ConnectionState::Recovering}));
        stage.fold(3);
        QCOMPARE(stage.said.size(), 3);
        QCOMPARE(stage.said.last(), ConnectionState::Live);
        QCOMPARE(stage.received, quint64{17});
        stage.take(ConnectionState::Live, 9);
        QCOMPARE(stage.said.size(), 4);
    }

    void whatWasLostMeanwhileIsNotLive()
    {
        Stage stage;
        stage.take(ConnectionState::Live, 1);
        stage.take(ConnectionState::Waiting);
        stage.take(ConnectionState::Live, 2);
        stage.fold(1);
        QCOMPARE(stage.said,
                 (QList{ConnectionState::Recovering, ConnectionState::Waiting, ConnectionState::Recovering}));
        stage.fold(2);
        QCOMPARE(stage.said.size(), 4);
        QCOMPARE(stage.said.last(), ConnectionState::Live);
    }

    void aDoubtTakesNothingBack()
    {
        Stage stage;
        stage.take(ConnectionState::Live);
        QTRY_COMPARE(stage.said, (QList{ConnectionState::Recovering, ConnectionState::Live}));
        stage.take(ConnectionState::Suspect);
        stage.take(ConnectionState::Live, 5);
        QCOMPARE(stage.said.mid(2), (QList{ConnectionState::Suspect, ConnectionState::Live}));
        stage.take(ConnectionState::Stopped);
        stage.take(ConnectionState::Live, 5);
        QCOMPARE(stage.said.mid(4), (QList{ConnectionState::Stopped, ConnectionState::Recovering}));
    }

private:
    /// A pump that is fed by hand, and what the gate before it passed on.
    struct Stage
    {
        Stage()
        {
            QObject::connect(&gate, &StatusGate::passed, &gate, [this](const FeedStatus &status) {
                said.append(status.state);
                received = status.received;
            });
        }
        void take(ConnectionState state, qint64 segment = 0, quint64 events = 0)
        {
            FeedStatus status;
            status.state = state;
            status.segment = segment;
            status.received = events;
            gate.take(status);
        }
        /// Has the pump fold a batch of that number.
        void fold(qint64 segment)
        {
            const auto batch = std::make_shared<EventBatch>();
            batch->segment = segment;
            Q_EMIT engine.batchReady(batch);
            bool folded = false;
            pump.afterwards([&folded] { folded = true; });
            QTRY_VERIFY(folded);
        }

        Engine engine{{}};
        Boards boards;
        FoldPump pump{engine, boards};
        StatusGate gate{pump};
        QList<ConnectionState> said;
        quint64 received = 0;
    };
};

QTEST_MAIN(TestStatusGate)
#include "tst_statusgate.moc"
