// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace culvert {

// The kinds of objects that must not leak.
enum class Counted : std::size_t { Stream, TcpSocket, Listener, Link, Timer, Connection, UdpSocket, UdpFlow };
inline constexpr std::size_t countedKinds = std::size_t(Counted::UdpFlow) + 1;

// Counts every live object of one engine and every byte that waits in a queue. Owned by the engine, outlives all it
// counts. Not static: two engines in one process must not mix. Used on the engine thread alone.
class Ledger {
public:
    struct Count {
        qint64 now = 0;
        qint64 peak = 0;
        qint64 created = 0;
        qint64 destroyed = 0;
    };

    // Counts its holder from construction to destruction.
    class Ticket {
    public:
        Ticket(Ledger &ledger, Counted kind) : ledger_(&ledger), kind_(kind) { ledger.enter(kind); }
        Ticket(Ticket &&other) noexcept : ledger_(std::exchange(other.ledger_, nullptr)), kind_(other.kind_) {}
        Ticket &operator=(Ticket &&) = delete;
        Ticket(const Ticket &) = delete;
        Ticket &operator=(const Ticket &) = delete;
        ~Ticket()
        {
            if (ledger_)
                ledger_->leave(kind_);
        }

    private:
        Ledger *ledger_;
        Counted kind_;
    };

    // Bytes in one queue, entered in the ledger's total. Leaves what it holds when it is destroyed.
    class Gauge {
    public:
        explicit Gauge(Ledger &ledger) : ledger_(ledger) {}
        Gauge(const Gauge &) = delete;
        Gauge &operator=(const Gauge &) = delete;
        ~Gauge() { set(0); }
        void add(qint64 bytes) { set(bytes_ + bytes); }
        void set(qint64 bytes)
        {
            ledger_.queue(bytes - bytes_);
            bytes_ = bytes;
        }
        [[nodiscard]] qint64 bytes() const { return bytes_; }

    private:
        Ledger &ledger_;
        qint64 bytes_ = 0;
    };

    Ledger() = default;
    Ledger(const Ledger &) = delete;
    Ledger &operator=(const Ledger &) = delete;
    ~Ledger();

    [[nodiscard]] const Count &count(Counted kind) const { return counts_[std::size_t(kind)]; }
    [[nodiscard]] qint64 queuedBytes() const { return queued_; }
    [[nodiscard]] qint64 queuedBytesPeak() const { return queuedPeak_; }

    // What peers were promised that they may send, and what waits to be acknowledged by them: for the limits of an engine.
    struct Memory {
        quint64 promised = 0;
        quint64 unacknowledged = 0;
    };
    [[nodiscard]] Memory &memory() { return memory_; }
    [[nodiscard]] const Memory &memory() const { return memory_; }

private:
    void enter(Counted kind)
    {
        Count &c = counts_[std::size_t(kind)];
        ++c.created;
        c.peak = std::max(c.peak, ++c.now);
    }
    void leave(Counted kind)
    {
        Count &c = counts_[std::size_t(kind)];
        ++c.destroyed;
        --c.now;
    }
    void queue(qint64 delta)
    {
        queued_ += delta;
        queuedPeak_ = std::max(queuedPeak_, queued_);
    }

    std::array<Count, countedKinds> counts_{};
    qint64 queued_ = 0;
    qint64 queuedPeak_ = 0;
    Memory memory_;
};

} // namespace culvert
