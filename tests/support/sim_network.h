// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/random.h"
#include "path/carrier.h"
#include "support/virtual_timers.h"

#include <map>
#include <memory>
#include <random>
#include <set>
#include <vector>

namespace culvert::test {

// Randomness that one seed replays.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(quint64 seed) : engine_(seed) {}
    void fill(std::span<std::uint8_t> out) override
    {
        for (std::uint8_t &byte : out)
            byte = std::uint8_t(engine_());
    }
    [[nodiscard]] double unit() { return std::uniform_real_distribution<>(0, 1)(engine_); }

private:
    std::mt19937_64 engine_;
};

// What happens to datagrams in one direction.
struct Weather {
    double loss = 0;                          // 0 to 1
    double duplicate = 0;                     // 0 to 1
    Duration delay = std::chrono::milliseconds(1);
    Duration jitter{};                        // up to this much more, each its own: reorders
    double reorder = 0;                       // 0 to 1: of the datagrams that are held back by reorderBy
    Duration reorderBy = std::chrono::milliseconds(10);
    double bytesPerSecond = 0;                // 0: no limit
    Duration turn{};                          // if not 0, what has come is handed on at multiples of this alone, as by a Tox relay
    Duration queue = std::chrono::milliseconds(100); // what would wait longer for the rate is dropped
    quint64 queueBytes = 0;                   // if not 0, the queue before the rate is this long, whatever time that takes
};

// What became of the datagrams of one sender.
struct SenderFigures {
    quint64 datagrams = 0;
    quint64 lost = 0;       // by the weather
    quint64 overflowed = 0; // no room in the queue before the rate
    quint64 queuePeak = 0;  // bytes that waited there
    double queueSum = 0;    // over all datagrams that came to the queue: the mean is this / datagrams
};

class SimCarrier;

// Machines that reach one another by key, in virtual time, with seeded weather.
class SimNetwork {
public:
    SimNetwork(VirtualTimers &timers, quint64 seed) : timers_(timers), random_(seed) {}

    // One machine; its key pair is made from the network's seed. Destroy carriers before the network.
    std::unique_ptr<SimCarrier> join();

    void setWeather(const Weather &weather) { weather_ = weather; }
    // Datagrams and messages vanish, but nobody is told, as when a router dies; `from` empty: in both directions.
    void setBlackHole(bool on) { blackHole_ = on; }
    // Only heartbeats and messages pass, as where a network comes back haltingly.
    void setStreamsSwallowed(bool on) { streamsSwallowed_ = on; }
    // Nothing passes from this machine; what comes to it still does.
    void setDeaf(const PublicKey &from, bool on);
    // Paths go down or up, and both sides are told.
    void setConnected(bool on);
    // What carries the paths that are up from now on, and both sides are told: Tox found a direct way, or lost it. What is
    // under way still arrives. Not None.
    void setKind(path::Kind kind);
    // What is under way is lost, as when an address is no longer anybody's; nobody is told.
    void changeAddress() { ++epoch_; }

    [[nodiscard]] quint64 datagrams() const { return datagrams_; }
    [[nodiscard]] quint64 largestDatagram() const { return largest_; }
    [[nodiscard]] const SenderFigures &figures(const PublicKey &from) { return figures_[from]; }
    void resetFigures() { figures_.clear(); }

private:
    friend class SimCarrier;
    void carry(const PublicKey &from, const PublicKey &to, std::vector<std::uint8_t> datagram);
    void carryMessage(const PublicKey &from, const PublicKey &to, const QByteArray &message);
    void carryRequest(const PublicKey &from, const PublicKey &to, const QByteArray &message);
    void arrive(const PublicKey &from, const PublicKey &to, std::span<const std::uint8_t> datagram);
    [[nodiscard]] bool swallowed(const PublicKey &from) const { return blackHole_ || !connected_ || deaf_.contains(from); }
    SimCarrier *find(const PublicKey &key);
    void connectionsChanged();

    VirtualTimers &timers_;
    SeededRandom random_;
    Weather weather_;
    bool blackHole_ = false;
    bool streamsSwallowed_ = false;
    bool connected_ = true;
    path::Kind kind_ = path::Kind::ToxUdp;
    quint64 epoch_ = 0; // what was sent in an earlier one does not arrive
    std::set<PublicKey> deaf_;
    std::map<PublicKey, SimCarrier *> machines_;
    std::map<PublicKey, Instant> busyUntil_; // of the rate limit, per sender
    std::map<PublicKey, SenderFigures> figures_;
    quint64 datagrams_ = 0;
    quint64 largest_ = 0;
};

// A machine on the simulated network. A path is up while each of two machines has added the other.
class SimCarrier final : public path::Carrier {
public:
    ~SimCarrier() override;
    [[nodiscard]] ToxAddress address() const override;
    [[nodiscard]] SecretKey secretKey() const override { return secret_; }
    [[nodiscard]] PublicKey key() const { return key_; }
    void add(const PublicKey &peer) override;
    Outcome request(const ToxAddress &whom, const QByteArray &message) override;
    void remove(const PublicKey &peer) override;
    [[nodiscard]] path::DatagramPath *pathTo(const PublicKey &peer) override;
    bool sendMessage(const PublicKey &peer, const QByteArray &message) override;

    // The next n sends are refused as by a full path.
    void blockNext(int sends) { blocked_ = sends; }
    [[nodiscard]] quint64 refused() const { return refused_; } // sends so far
    [[nodiscard]] std::size_t refusedDifferent() const { return refusedHashes_.size(); } // of QUIC, counting a repeated one once

private:
    friend class SimNetwork;
    class Path;
    SimCarrier(SimNetwork &network, const SecretKey &secret, const PublicKey &key);
    void updatePaths();

    SimNetwork &network_;
    SecretKey secret_;
    PublicKey key_;
    std::map<PublicKey, std::unique_ptr<Path>> paths_;
    int blocked_ = 0;
    quint64 refused_ = 0;
    std::set<std::size_t> refusedHashes_;
};

} // namespace culvert::test
