// SPDX-License-Identifier: GPL-3.0-or-later
// Two whole links in virtual time. The bytes are a script of what somebody on the path, or a peer that was tampered with,
// does to one of them.
#include "fuzz.h"

#include "core/limits.h"
#include "scenario/link_world.h"
#include "support/quic_frames.h"
#include "wire/datagram.h"

#include <algorithm>
#include <deque>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

namespace {

constexpr int stepsMost = 64;
constexpr std::size_t keptMost = 64;
constexpr Duration timeMost = 10min;

// Hands out the bytes of the script; zeroes behind its end.
class Script {
public:
    Script(const std::uint8_t *data, std::size_t size) : left_(data, size) {}
    [[nodiscard]] bool over() const { return left_.empty(); }
    std::uint8_t byte()
    {
        if (left_.empty())
            return 0;
        const std::uint8_t out = left_.front();
        left_ = left_.subspan(1);
        return out;
    }
    QByteArray bytes(std::size_t most)
    {
        const std::size_t n = std::min(most, left_.size());
        const QByteArray out(reinterpret_cast<const char *>(left_.data()), qsizetype(n));
        left_ = left_.subspan(n);
        return out;
    }

private:
    std::span<const std::uint8_t> left_;
};

class World {
public:
    World() : timers_(clockLedger_), network_(timers_, 1), random_(2)
    {
        carrierA_ = network_.join();
        carrierB_ = network_.join();
        if (!(carrierA_->key() < carrierB_->key()))
            std::swap(carrierA_, carrierB_);
        a_ = std::make_unique<LinkSide>(timers_, random_, *carrierA_, carrierB_->key());
        b_ = std::make_unique<LinkSide>(timers_, random_, *carrierB_, carrierA_->key());
        for (LinkSide *side : {a_.get(), b_.get()})
            side->onStream = [this](link::Stream &stream) { collect(&stream, "an answer"); };
        listen(*carrierA_, carrierB_->key());
        listen(*carrierB_, carrierA_->key());
    }
    ~World()
    {
        // Before the links go: what they tell ends here.
        for (SimCarrier *carrier : {carrierA_.get(), carrierB_.get()})
            carrier->pathTo(carrier == carrierA_.get() ? carrierB_->key() : carrierA_->key())->received = nullptr;
        a_.reset();
        b_.reset();
    }

    void play(Script &script)
    {
        expect(timers_.runUntil([&] { return up(); }, 20s), "two links find one another");
        const Instant begin = timers_.now();
        for (int step = 0; step < stepsMost && !script.over() && timers_.now() - begin < timeMost; ++step)
            one(script);
        network_.setConnected(true);
        if (!keyUsed_)
            expect(timers_.runUntil([&] { return up(); }, 60s), "a stranger does not keep two links apart");
        timers_.run(5s);
        const quint64 before = timers_.fired();
        timers_.run(10s);
        expect(timers_.fired() - before < 20'000, "nothing spins");
        for (const LinkSide *side : {a_.get(), b_.get()}) {
            expect(side->ledger.queuedBytes() <= qint64(limits::peerReceiveMax + limits::peerSendBuffer), "queues stay in their limits");
            expect(side->ledger.count(Counted::Stream).now <= 2 * qint64(limits::streamsPerPeer), "streams stay in their limits");
        }
    }

private:
    [[nodiscard]] bool up() const { return a_->link->up() && b_->link->up(); }

    void listen(SimCarrier &carrier, const PublicKey &from)
    {
        auto *path = carrier.pathTo(from);
        path->received = [this, toLink = path->received](std::span<const std::uint8_t> datagram) {
            kept_.push_back(bytesOf(datagram.data(), datagram.size()));
            if (kept_.size() > keptMost)
                kept_.pop_front();
            toLink(datagram);
        };
    }
    void collect(link::Stream *stream, const QByteArray &say)
    {
        ends_.push_back(std::make_unique<LinkSide::Collector>());
        ends_.back()->toSend = say;
        ends_.back()->start(stream);
    }
    static void put(SimCarrier &to, const PublicKey &from, const QByteArray &datagram)
    {
        auto *path = to.pathTo(from);
        if (datagram.isEmpty() || !path->received)
            return;
        path->received({reinterpret_cast<const std::uint8_t *>(datagram.constData()), std::size_t(datagram.size())});
        path->receivedAll();
    }

    void one(Script &script)
    {
        const std::uint8_t what = script.byte();
        const bool toA = (what & 8) != 0;
        SimCarrier &victim = toA ? *carrierA_ : *carrierB_;
        SimCarrier &other = toA ? *carrierB_ : *carrierA_;
        LinkSide &victimSide = toA ? *a_ : *b_;
        LinkSide &otherSide = toA ? *b_ : *a_;
        const auto keys = *wire::deriveLinkKeys(other.secretKey(), other.key(), victim.key());
        switch (what & 7) {
        case 0: { // time
            const int n = script.byte();
            timers_.run(n * n * 1ms);
            return;
        }
        case 1: { // a datagram of anybody
            const std::size_t n = script.byte() * 8u + (what >> 4);
            put(victim, other.key(), script.bytes(std::min<std::size_t>(n, 1400)));
            break;
        }
        case 2: { // one that was heard before, somewhat changed
            const std::uint8_t which = script.byte();
            const std::uint8_t at = script.byte();
            const std::uint8_t with = script.byte();
            if (kept_.empty())
                break;
            QByteArray datagram = kept_[which % kept_.size()];
            if (what & 16)
                datagram.truncate(1 + at % datagram.size());
            datagram[at % datagram.size()] = char(datagram[at % datagram.size()] ^ char(with));
            put(victim, other.key(), datagram);
            break;
        }
        case 3: { // an authentic hello of any content
            keyUsed_ = true;
            const QByteArray hello = sealedBy(keys.hello, other.key(), script.bytes(script.byte()));
            if (what & 16)
                put(victim, other.key(), char(wire::DatagramType::Hello) + hello);
            else
                victim.messageReceived(other.key(), hello);
            break;
        }
        case 4: { // authentic QUIC frames of any content
            keyUsed_ = true;
            const QByteArray frames = script.bytes(script.byte());
            if (auto opened = otherSide.link->open(); opened.ok())
                collect(*opened, asForgedFrames(frames));
            break;
        }
        case 5: // an honest stream
            if (auto opened = victimSide.link->open(); opened.ok())
                collect(*opened, QByteArray(script.byte() * 64, 'x'));
            break;
        case 6: // an authentic hello that may be one of a new start
            keyUsed_ = true;
            victim.messageReceived(other.key(), wire::sealHello({filled<InstanceId>(char(script.byte())), filled<InstanceId>(char(script.byte())),
                                                                 (what & 16) != 0, {}, QStringLiteral("x"), {}, script.byte()},
                                                                keys.hello, other.key(), random_));
            break;
        default: // the path
            if (what & 16)
                network_.setKind((what & 32) != 0 ? path::Kind::Direct : path::Kind::ToxUdp);
            else
                network_.setConnected((what & 32) != 0);
            break;
        }
        timers_.run(1ms);
    }

    Ledger clockLedger_;
    VirtualTimers timers_;
    SimNetwork network_;
    SeededRandom random_;
    std::deque<std::unique_ptr<LinkSide::Collector>> ends_;
    std::deque<QByteArray> kept_;
    bool keyUsed_ = false; // somebody used the keys of one of the two: that may part them
    std::unique_ptr<SimCarrier> carrierA_, carrierB_;
    std::unique_ptr<LinkSide> a_, b_;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Script script(data, size);
    World world;
    world.play(script);
    return 0;
}
