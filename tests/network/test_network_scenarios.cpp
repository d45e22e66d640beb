// SPDX-License-Identifier: GPL-3.0-or-later
// Carries out the list of scenarios.h with two real programs in two networks: through Tox, and by the direct way. What the
// simulator tries with many seeds is tried here with real sockets, real time and the seed CULVERT_SEED.
#include "tests/scenario/scenarios.h"
#include "network_test.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>

using namespace culvert::test;

namespace {

WireWeather weatherOf(const LineConditions &line)
{
    WireWeather weather;
    weather.loss = line.lossPercent / 100;
    weather.duplicate = line.duplicatePercent / 100;
    weather.delay = line.delay;
    weather.jitter = line.jitter;
    weather.reorder = line.reorderPercent / 100;
    weather.bytesPerSecond = line.megabits * 1e6 / 8;
    weather.queueBytes = line.queueBytes ? line.queueBytes : std::size_t(weather.bytesPerSecond / 10);
    return weather;
}

// Why a scenario is not for real programs here; empty: it is.
QString whyNot(const Scenario &scenario)
{
    using Kind = Disturbance::Kind;
    for (const Disturbance &disturbance : scenario.disturbances) {
        if (disturbance.kind == Kind::OtherPath)
            return QStringLiteral("a real path changes in seconds, not in milliseconds: test_network_outages");
        if (disturbance.kind == Kind::OtherAddress)
            return QStringLiteral("the address of a wire's end stays: the test of the network watch changes one");
        if (disturbance.length >= std::chrono::seconds(30) && !NetworkTest::isLong())
            return QStringLiteral("a long one: tools/test --long");
    }
    return {};
}

class Run final : public QObject {
public:
    Run(TwoNetworks &networks, const Scenario &scenario) : networks_(networks), scenario_(scenario) {}

    // Empty, or what did not hold.
    QString carryOut()
    {
        // The services and forwards are there before the weather and the clock begin.
        for (const Flow &flow : scenario_.flows) {
            auto &part = parts_.emplace_back();
            part.flow = flow;
            (flow.openedByA ? networks_.second : networks_.first).inside([&] {
                part.service = std::make_unique<DuplexServer>(DuplexSizes{qint64(flow.there), qint64(flow.back)});
            });
            part.port = networks_.forward(flow.openedByA, part.service->port());
            if (part.port == 0)
                return QStringLiteral("a forward was refused");
        }
        networks_.wire.setWeather(weatherOf(scenario_.line));
        for (Part &part : parts_)
            QTimer::singleShot(part.flow.at, this, [this, &part] { begin(part); });
        for (const Disturbance &disturbance : scenario_.disturbances)
            QTimer::singleShot(disturbance.at, this, [this, disturbance] { disturb(disturbance); });
        // Real programs share two cores with others: twice the time of the simulator's.
        const bool over = QTest::qWaitFor([this] { return !trouble_.isEmpty() || isOver(); }, int(scenario_.limit.count()) * 2000);
        networks_.wire.setCut(false);
        networks_.wire.setWeather({});
        if (!trouble_.isEmpty())
            return trouble_;
        return over ? verdict() : QStringLiteral("not over: ") + left();
    }

private:
    struct Part {
        Flow flow;
        std::unique_ptr<DuplexServer> service;
        quint16 port = 0;
        bool begun = false;
        std::vector<std::unique_ptr<DuplexEnd>> openers{};
    };

    void begin(Part &part)
    {
        part.begun = true;
        for (int i = 0; i < part.flow.count; ++i) {
            part.openers.push_back(std::make_unique<DuplexEnd>(networks_.connectTo(part.flow.openedByA, part.port), qint64(part.flow.there),
                                                               qint64(part.flow.back), quint32(7000 + i)));
            DuplexEnd *opener = part.openers.back().get();
            connect(opener, &DuplexEnd::moved, this, [opener, flow = part.flow] {
                if (flow.end == Flow::End::ResetByOpener && opener->received() > qint64(flow.back) / 10 && !opener->isOver())
                    QTimer::singleShot(0, opener, [opener] { opener->reset(); });
            });
            if (part.flow.end == Flow::End::ReaderStops) {
                opener->setReading(false);
                QTimer::singleShot(3000, opener, [opener] { opener->setReading(true); });
            }
        }
    }
    void disturb(const Disturbance &disturbance)
    {
        set(disturbance.kind, true);
        QTimer::singleShot(disturbance.length, this, [this, disturbance] {
            set(disturbance.kind, false);
            if (scenario_.mayStall || isOver())
                return;
            const qint64 before = moved();
            QTimer::singleShot(2000, this, [this, before] {
                if (!isOver() && moved() == before)
                    trouble_ = QStringLiteral("nothing moved for 2 s after a disturbance: ") + left();
            });
        });
    }
    void set(Disturbance::Kind kind, bool on)
    {
        using Kind = Disturbance::Kind;
        switch (kind) {
        case Kind::Cut:
        case Kind::ToldCut: networks_.wire.setCut(on); break; // nobody tells real programs
        case Kind::CutAToB: networks_.wire.setCutFromFirst(on); break;
        case Kind::CutBToA: networks_.wire.setCutFromSecond(on); break;
        case Kind::OtherPath:
        case Kind::OtherAddress: break; // whyNot()
        }
    }
    [[nodiscard]] qint64 moved() const
    {
        qint64 sum = 0;
        for (const Part &part : parts_) {
            for (const auto &end : part.openers)
                sum += end->received();
            for (const auto &end : part.service->ends())
                sum += end->received();
        }
        return sum;
    }
    [[nodiscard]] bool isOver() const
    {
        return std::all_of(parts_.begin(), parts_.end(), [](const Part &part) {
            const auto over = [](const auto &end) { return end->isOver(); };
            return part.begun && part.service->ends().size() == std::size_t(part.flow.count)
                && std::all_of(part.openers.begin(), part.openers.end(), over)
                && std::all_of(part.service->ends().begin(), part.service->ends().end(), over);
        });
    }
    [[nodiscard]] QString left() const
    {
        QString out;
        for (const Part &part : parts_) {
            for (std::size_t i = 0; i < part.openers.size(); ++i) {
                if (part.openers[i]->isOver())
                    continue;
                const qint64 there = i < part.service->ends().size() ? part.service->ends()[i]->received() : -1;
                out += QStringLiteral("[%1 of %2 there, %3 of %4 back] ").arg(there).arg(part.flow.there).arg(part.openers[i]->received()).arg(part.flow.back);
            }
        }
        return out + networks_.connectionsOf(networks_.application);
    }
    [[nodiscard]] QString verdict() const
    {
        for (const Part &part : parts_) {
            if (part.flow.end == Flow::End::ResetByOpener)
                continue;
            // The connections of one flow may arrive in another order, and send by that order: compare what arrived as sets.
            std::vector<QByteArray> sent, heard;
            for (const auto &end : part.openers) {
                if (!end->isWhole())
                    return QStringLiteral("a flow ended before its end");
                sent.push_back(end->sentHash() + 't');
                heard.push_back(end->receivedHash() + 'b');
            }
            for (const auto &end : part.service->ends()) {
                if (!end->isWhole())
                    return QStringLiteral("a flow ended before its end");
                sent.push_back(end->sentHash() + 'b');
                heard.push_back(end->receivedHash() + 't');
            }
            std::sort(sent.begin(), sent.end());
            std::sort(heard.begin(), heard.end());
            if (sent != heard)
                return QStringLiteral("other bytes arrived than were sent");
        }
        return {};
    }

    TwoNetworks &networks_;
    const Scenario &scenario_;
    std::vector<Part> parts_;
    QString trouble_;
};

} // namespace

class NetworkScenarios : public NetworkTest {
    Q_OBJECT

    std::unique_ptr<TwoNetworks> networks_;
    const std::vector<Scenario> list_ = scenarios();

    void rows(TwoNetworks::Way way)
    {
        QTest::addColumn<int>("scenario");
        for (std::size_t i = 0; i < list_.size(); ++i)
            QTest::newRow(list_[i].name) << int(i);
        networks_ = std::make_unique<TwoNetworks>(seed());
        const QString wrong = networks_->start(way);
        if (!wrong.isEmpty())
            qFatal("%s", qPrintable(wrong));
    }
    void carryOut()
    {
        QFETCH(const int, scenario);
        const Scenario &chosen = list_[std::size_t(scenario)];
        if (const QString why = whyNot(chosen); !why.isEmpty())
            QSKIP(qPrintable(why));
        // After a long outage the way may be another for a while.
        QTRY_COMPARE_WITH_TIMEOUT(networks_->peerState(), QStringLiteral("online"), 60'000);
        QElapsedTimer clock;
        clock.start();
        {
            Run run(*networks_, chosen);
            const QString wrong = run.carryOut();
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
        qInfo("%lld ms", clock.elapsed());
        QTRY_VERIFY_WITH_TIMEOUT(networks_->isAtBaseline(), 10'000);
        networks_->removeForwards();
    }

private Q_SLOTS:
    void cleanupTestCase() { networks_.reset(); }

    void everyScenarioEndsWithTheSameBytesThroughTox_data() { rows(TwoNetworks::Way::Tox); }
    void everyScenarioEndsWithTheSameBytesThroughTox() { carryOut(); }

    void everyScenarioEndsWithTheSameBytesByTheDirectWay_data() { rows(TwoNetworks::Way::Direct); }
    void everyScenarioEndsWithTheSameBytesByTheDirectWay() { carryOut(); }
};

int main(int argc, char **argv) { return NetworkTest::run<NetworkScenarios>(argc, argv); }

#include "test_network_scenarios.moc"
