// SPDX-License-Identifier: GPL-3.0-or-later
// Carries out the list of scenarios.h in the simulator, each with several seeds. CULVERT_SEED replays one seed with every
// scenario (and `-run "NAME:seed"` of Qt Test one of them); CULVERT_SEEDS says how many seeds each gets.
#include "scenario/flows.h"
#include "scenario/scenarios.h"

#include <QTest>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

namespace {

constexpr int seedsOfEach = 16;

Weather weatherOf(const LineConditions &line)
{
    Weather weather;
    weather.loss = line.lossPercent / 100;
    weather.delay = line.delay;
    weather.jitter = line.jitter;
    weather.reorder = line.reorderPercent / 100;
    weather.duplicate = line.duplicatePercent / 100;
    weather.bytesPerSecond = line.megabits * 1e6 / 8;
    weather.queueBytes = line.queueBytes;
    return weather;
}

// One stream of a flow.
struct Stream {
    Stream(const Flow &f, quint64 seed) : flow(f), near(f.there, seed), far(f.back, seed + 1) {}
    [[nodiscard]] bool over() const { return near.closed() && far.closed(); }
    Flow flow;
    FlowEnd near; // of the opener
    FlowEnd far;
};

class Run {
public:
    Run(const Scenario &scenario, quint64 seed) : scenario_(scenario), seed_(seed), w_(seed, weatherOf(scenario.line)) {}

    // Empty, or what did not hold.
    QString carryOut()
    {
        if (!w_.connect())
            return QStringLiteral("no link");
        begin_ = w_.timers.now();
        w_.a->onStream = w_.b->onStream = [this](link::Stream &stream) { accept(stream); };
        for (const Flow &flow : scenario_.flows)
            w_.timers.after(flow.at, [this, flow] { start(flow); });
        for (const Disturbance &disturbance : scenario_.disturbances)
            w_.timers.after(disturbance.at, [this, disturbance] { disturb(disturbance); });
        const bool all = w_.timers.runUntil([this] { return begun_ == int(scenario_.flows.size()) && over(); }, scenario_.limit);
        if (!trouble_.isEmpty())
            return trouble_;
        if (!all)
            return QStringLiteral("not over after %1 s: %2").arg(scenario_.limit.count()).arg(left());
        w_.timers.run(5s);
        return verdict();
    }

private:
    void start(const Flow &flow)
    {
        ++begun_;
        LinkSide &side = flow.openedByA ? *w_.a : *w_.b;
        for (int i = 0; i < flow.count; ++i) {
            auto opened = side.link->open();
            if (!opened) {
                // A cut may be on: what would be a new connection is refused then, and tried again by whoever wants it.
                w_.timers.after(500ms, [this, flow, i] {
                    Flow rest = flow;
                    rest.count -= i;
                    --begun_;
                    start(rest);
                });
                return;
            }
            streams_.push_back(std::make_unique<Stream>(flow, seed_ * 1000 + streams_.size() * 2));
            Stream *stream = streams_.back().get();
            byId_[(*opened)->id()] = stream;
            stream->near.moved = [this, stream] { moved(*stream); };
            stream->far.moved = [this] { last_ = w_.timers.now(); };
            if (flow.end == Flow::End::ReaderStops) {
                stream->near.setReading(false);
                w_.timers.after(3s, [stream] { stream->near.setReading(true); });
            }
            stream->near.start(*opened);
        }
    }
    void accept(link::Stream &stream)
    {
        const auto found = byId_.find(stream.id());
        if (found == byId_.end())
            trouble_ = QStringLiteral("a stream that nobody opened");
        else
            found->second->far.start(&stream);
    }
    void moved(Stream &stream)
    {
        last_ = w_.timers.now();
        if (stream.flow.end == Flow::End::ResetByOpener && stream.near.received() > stream.flow.back / 10)
            w_.timers.after(0ms, [&stream] {
                if (!stream.near.closed())
                    stream.near.reset(ErrorCode::HangUp);
            });
    }
    void disturb(const Disturbance &disturbance)
    {
        using Kind = Disturbance::Kind;
        set(disturbance.kind, true);
        if (disturbance.kind == Kind::OtherPath || disturbance.kind == Kind::OtherAddress)
            expectMoves();
        else
            w_.timers.after(disturbance.length, [this, disturbance] {
                set(disturbance.kind, false);
                expectMoves();
            });
    }
    void set(Disturbance::Kind kind, bool on)
    {
        using Kind = Disturbance::Kind;
        switch (kind) {
        case Kind::Cut: w_.network.setBlackHole(on); break;
        case Kind::CutAToB: w_.network.setDeaf(w_.carrierA->key(), on); break;
        case Kind::CutBToA: w_.network.setDeaf(w_.carrierB->key(), on); break;
        case Kind::ToldCut: w_.network.setConnected(!on); break;
        case Kind::OtherPath:
            direct_ = !direct_;
            w_.network.setKind(direct_ ? path::Kind::Direct : path::Kind::ToxUdp);
            break;
        case Kind::OtherAddress: w_.network.changeAddress(); break;
        }
    }
    void expectMoves()
    {
        const Instant from = w_.timers.now();
        w_.timers.after(2s, [this, from] {
            if (!scenario_.mayStall && begun_ == int(scenario_.flows.size()) && !over() && last_ < from)
                trouble_ = QStringLiteral("nothing moved for 2 s after %1 ms: %2").arg((from - begin_) / 1ms).arg(left());
        });
    }
    [[nodiscard]] bool over() const
    {
        return !trouble_.isEmpty() || std::all_of(streams_.begin(), streams_.end(), [](const auto &s) { return s->over(); });
    }
    [[nodiscard]] QString left() const
    {
        QString out;
        for (const auto &s : streams_) {
            if (!s->over())
                out += QStringLiteral("[%1 of %2 there, %3 of %4 back] ").arg(s->far.received()).arg(s->flow.there).arg(s->near.received()).arg(s->flow.back);
        }
        return out;
    }
    [[nodiscard]] QString verdict() const
    {
        for (const auto &s : streams_) {
            if (s->flow.end == Flow::End::ResetByOpener) {
                if (s->far.code() != ErrorCode::HangUp)
                    return QStringLiteral("a reset arrived as %1").arg(codeName(s->far.code()));
                continue;
            }
            if (s->near.code() != ErrorCode::None || s->far.code() != ErrorCode::None)
                return QStringLiteral("a flow ended with %1 and %2").arg(codeName(s->near.code()), codeName(s->far.code()));
            if (s->far.received() != s->flow.there || s->near.received() != s->flow.back || s->near.sentHash() != s->far.receivedHash()
                || s->far.sentHash() != s->near.receivedHash())
                return QStringLiteral("other bytes arrived than were sent");
        }
        for (const LinkSide *side : {w_.a.get(), w_.b.get()}) {
            if (side->ledger.count(Counted::Stream).now != 0 || side->ledger.queuedBytes() != 0)
                return QStringLiteral("%1 streams and %2 bytes are left").arg(side->ledger.count(Counted::Stream).now).arg(side->ledger.queuedBytes());
            if (!side->troubles.isEmpty())
                return QStringLiteral("trouble: %1").arg(codeName(side->troubles[0].code));
        }
        return {};
    }

    const Scenario &scenario_;
    quint64 seed_;
    std::vector<std::unique_ptr<Stream>> streams_;
    std::map<std::int64_t, Stream *> byId_;
    LinkWorld w_; // before the streams it goes
    Instant begin_{};
    Instant last_{};
    int begun_ = 0;
    bool direct_ = false;
    QString trouble_;
};

} // namespace

class ScenarioList final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyScenarioEndsWithTheSameBytes_data()
    {
        QTest::addColumn<int>("scenario");
        QTest::addColumn<quint64>("seed");
        const bool given = qEnvironmentVariableIsSet("CULVERT_SEED");
        const quint64 first = given ? qEnvironmentVariable("CULVERT_SEED").toULongLong() : 1;
        const int count = given ? 1 : qEnvironmentVariableIntValue("CULVERT_SEEDS") > 0 ? qEnvironmentVariableIntValue("CULVERT_SEEDS") : seedsOfEach;
        for (std::size_t i = 0; i < list_.size(); ++i) {
            for (int n = 0; n < count; ++n)
                QTest::addRow("%s, seed %llu", list_[i].name, first + quint64(n)) << int(i) << first + quint64(n);
        }
    }
    void everyScenarioEndsWithTheSameBytes()
    {
        QFETCH(int, scenario);
        QFETCH(quint64, seed);
        const QString trouble = Run(list_[std::size_t(scenario)], seed).carryOut();
        QVERIFY2(trouble.isEmpty(), qPrintable(QStringLiteral("%1; replay: CULVERT_SEED=%2").arg(trouble).arg(seed)));
    }

private:
    const std::vector<Scenario> list_ = scenarios();
};

QTEST_GUILESS_MAIN(ScenarioList)
#include "scenario_list.moc"
