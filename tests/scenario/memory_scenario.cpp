// SPDX-License-Identifier: GPL-3.0-or-later
// What readers that do not read may make a machine keep, and that the others get on, in virtual time.
#include "core/limits.h"
#include "scenario/flows.h"

#include <QTest>

#include <algorithm>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

namespace {

// Downloads of `size` from b to a, which stop reading when the test says.
class Downloads {
public:
    Downloads(LinkWorld &world, quint64 size) : w_(world)
    {
        w_.b->onStream = [this, size](link::Stream &stream) { add(far_, size).start(&stream); };
    }
    ~Downloads()
    {
        w_.a.reset();
        w_.b.reset();
    }
    bool start(int count, bool reading)
    {
        for (int i = 0; i < count; ++i) {
            auto opened = w_.a->link->open();
            if (!opened)
                return false;
            FlowEnd &end = add(near_, 1);
            end.setReading(reading);
            end.start(*opened);
        }
        return true;
    }
    void setReading(bool on)
    {
        for (const auto &end : near_)
            end->setReading(on);
    }
    [[nodiscard]] quint64 received(std::size_t i) const { return near_[i]->received(); }
    [[nodiscard]] bool allClosed() const
    {
        return std::ranges::all_of(near_, [](const auto &end) { return end->closed(); });
    }
    // Of the stream opened last.
    [[nodiscard]] const FlowEnd &last() const { return *near_.back(); }

private:
    static FlowEnd &add(std::vector<std::unique_ptr<FlowEnd>> &to, quint64 size)
    {
        to.push_back(std::make_unique<FlowEnd>(size, 9));
        to.back()->hashes = false;
        return *to.back();
    }
    LinkWorld &w_;
    std::vector<std::unique_ptr<FlowEnd>> near_, far_;
};

} // namespace

class MemoryScenario final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readersThatNeverReadKeepLittle()
    {
        LinkWorld w(1, {.delay = 10ms});
        QVERIFY(w.connect());
        Downloads downloads(w, FlowEnd::endless);
        QVERIFY(downloads.start(1000, false));
        w.timers.run(20s);
        QVERIFY2(w.a->ledger.queuedBytes() <= qint64(limits::peerReceiveMax), qPrintable(QString::number(w.a->ledger.queuedBytes())));
        QVERIFY2(w.b->ledger.queuedBytes() <= qint64(limits::peerSendBuffer), qPrintable(QString::number(w.b->ledger.queuedBytes())));
        QVERIFY(downloads.start(1, true));
        w.timers.run(5s);
        QVERIFY2(downloads.last().received() > 1'000'000, qPrintable(QString::number(downloads.last().received())));
    }

    void oneStreamHoldsNoMoreThanItsBuffer()
    {
        // It was fast for a while, so that its pace holds it back no more; then nothing is acknowledged.
        LinkWorld w(5, {.delay = 20ms, .bytesPerSecond = 2e7, .queueBytes = 2'000'000});
        QVERIFY(w.connect());
        Downloads downloads(w, FlowEnd::endless);
        QVERIFY(downloads.start(1, true));
        w.timers.run(10s);
        QVERIFY(downloads.received(0) > limits::streamSendBuffer);
        w.network.setBlackHole(true);
        w.timers.run(20s);
        QVERIFY2(w.b->ledger.queuedBytes() <= qint64(limits::streamSendBuffer), qPrintable(QString::number(w.b->ledger.queuedBytes())));
        QVERIFY2(w.b->ledger.queuedBytes() > qint64(limits::streamSendBuffer / 2), qPrintable(QString::number(w.b->ledger.queuedBytes())));
    }

    void readersThatWereFastAndStopDoNotHoldUpAnother()
    {
        LinkWorld w(2, {.delay = 150ms, .bytesPerSecond = 2e7, .queueBytes = 6'000'000});
        QVERIFY(w.connect());
        Downloads downloads(w, FlowEnd::endless);
        QVERIFY(downloads.start(20, true));
        w.timers.run(20s); // their windows have grown
        downloads.setReading(false);
        w.timers.run(20s);
        QVERIFY2(w.a->ledger.queuedBytes() <= qint64(limits::peerReceiveMax), qPrintable(QString::number(w.a->ledger.queuedBytes())));
        QVERIFY(downloads.start(1, true));
        w.timers.run(10s);
        QVERIFY2(downloads.last().received() > 2'000'000, qPrintable(QString::number(downloads.last().received())));
        downloads.setReading(true);
        const quint64 before = downloads.received(0);
        w.timers.run(5s);
        QVERIFY(downloads.received(0) > before);
    }

    void everyStreamGetsOnThoughTheEngineHasNothingLeft()
    {
        LinkWorld w(3, {.delay = 10ms});
        QVERIFY(w.connect());
        // Other peers' streams have it all, on both machines.
        for (LinkSide *side : {w.a.get(), w.b.get()}) {
            side->ledger.memory().promised += limits::engineReceiveMax;
            side->ledger.memory().unacknowledged += limits::engineSendBuffer;
        }
        {
            Downloads downloads(w, 300'000);
            QVERIFY(downloads.start(30, false));
            w.timers.run(2s);
            QVERIFY2(w.a->ledger.queuedBytes() <= qint64(30 * limits::streamWindowLeast), qPrintable(QString::number(w.a->ledger.queuedBytes())));
            QVERIFY2(w.b->ledger.queuedBytes() <= qint64(30 * limits::streamSendLeast), qPrintable(QString::number(w.b->ledger.queuedBytes())));
            downloads.setReading(true);
            QVERIFY(w.timers.runUntil([&] { return downloads.allClosed(); }, 60s));
            for (std::size_t i = 0; i < 30; ++i)
                QCOMPARE(downloads.received(i), quint64(300'000));
            for (LinkSide *side : {w.a.get(), w.b.get()}) {
                side->ledger.memory().promised -= limits::engineReceiveMax;
                side->ledger.memory().unacknowledged -= limits::engineSendBuffer;
            }
        }
    }

    void whatWasPromisedIsBackAtNothingWhenAllIsOver()
    {
        LinkWorld w(4, {.loss = 0.02, .delay = 10ms});
        QVERIFY(w.connect());
        Downloads downloads(w, 2'000'000);
        QVERIFY(downloads.start(20, true));
        QVERIFY(w.timers.runUntil([&] { return downloads.allClosed(); }, 60s));
        w.timers.run(30s);
        for (LinkSide *side : {w.a.get(), w.b.get()}) {
            QCOMPARE(side->ledger.count(Counted::Stream).now, 0);
            QCOMPARE(side->ledger.memory().promised, quint64(0));
            QCOMPARE(side->ledger.memory().unacknowledged, quint64(0));
        }
    }
};

QTEST_GUILESS_MAIN(MemoryScenario)
#include "memory_scenario.moc"
