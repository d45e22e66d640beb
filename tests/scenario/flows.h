// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/link_world.h"

#include <QCryptographicHash>

#include <cstring>
#include <limits>

namespace culvert::test {

// Two links with a simulated network between them. `a` is the QUIC client.
struct LinkWorld {
    explicit LinkWorld(quint64 seed, const Weather &weather = {}, link::Congestion congestion = link::Congestion::Bbr2,
                       Duration resumeLimit = std::chrono::minutes(5))
        : timers(clockLedger), network(timers, seed), random(seed + 1)
    {
        network.setWeather(weather);
        carrierA = network.join();
        carrierB = network.join();
        if (!(carrierA->key() < carrierB->key()))
            std::swap(carrierA, carrierB);
        a = std::make_unique<LinkSide>(timers, random, *carrierA, carrierB->key(), resumeLimit, congestion);
        b = std::make_unique<LinkSide>(timers, random, *carrierB, carrierA->key(), resumeLimit, congestion);
    }
    bool connect(Duration limit = std::chrono::seconds(60))
    {
        return timers.runUntil([this] { return a->link->up() && b->link->up(); }, limit);
    }

    Ledger clockLedger;
    VirtualTimers timers;
    SimNetwork network;
    SeededRandom random;
    std::unique_ptr<SimCarrier> carrierA, carrierB;
    std::unique_ptr<LinkSide> a, b;
};

// One end of a stream that sends `size` bytes made from a seed and reads what comes, keeping counts and hashes alone.
class FlowEnd final : public link::StreamEvents {
public:
    static constexpr quint64 endless = std::numeric_limits<quint64>::max();

    FlowEnd(quint64 bytes, quint64 seed) : size_(bytes), state_(seed | 1) {}

    void start(link::Stream *stream)
    {
        stream_ = stream;
        stream->setEvents(this);
        push();
        pull();
    }
    void setReading(bool on)
    {
        reading_ = on;
        pull();
    }
    void reset(ErrorCode code)
    {
        if (stream_)
            std::exchange(stream_, nullptr)->reset(code);
        closed_ = true;
        code_ = code;
    }

    [[nodiscard]] quint64 received() const { return received_; }
    [[nodiscard]] quint64 sent() const { return sent_; }
    [[nodiscard]] bool closed() const { return closed_; }
    [[nodiscard]] ErrorCode code() const { return code_; }
    [[nodiscard]] QByteArray sentHash() const { return sentBytes_.result(); }
    [[nodiscard]] QByteArray receivedHash() const { return receivedBytes_.result(); }
    bool hashes = true; // off where only the rate counts
    std::function<void()> moved; // after each arrival

private:
    void streamReadable() override { pull(); }
    void streamWritable() override { push(); }
    void streamClosed(ErrorCode code, bool) override
    {
        stream_ = nullptr;
        closed_ = true;
        code_ = code;
    }
    void push()
    {
        while (stream_ && sent_ < size_) {
            const auto space = stream_->writeSpace();
            if (space.empty())
                return;
            const std::size_t n = std::size_t(std::min<quint64>(space.size(), size_ - sent_));
            if (hashes) {
                for (std::size_t i = 0; i < n; ++i)
                    space[i] = next();
                sentBytes_.addData({reinterpret_cast<const char *>(space.data()), qsizetype(n)});
            } else {
                std::memset(space.data(), 0, n);
            }
            sent_ += n;
            stream_->commit(n);
        }
        if (stream_ && !std::exchange(finished_, true))
            stream_->finish();
    }
    void pull()
    {
        const quint64 before = received_;
        while (stream_ && reading_) {
            const auto bytes = stream_->readable();
            if (bytes.empty())
                break;
            if (hashes)
                receivedBytes_.addData({reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())});
            received_ += bytes.size();
            stream_->consume(bytes.size());
        }
        if (moved && received_ != before)
            moved();
    }
    std::uint8_t next()
    {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 7;
        state_ ^= state_ << 17;
        return std::uint8_t(state_ >> 32);
    }

    link::Stream *stream_ = nullptr;
    quint64 size_;
    quint64 state_;
    quint64 sent_ = 0;
    quint64 received_ = 0;
    bool reading_ = true;
    bool finished_ = false;
    bool closed_ = false;
    ErrorCode code_ = ErrorCode::None;
    QCryptographicHash sentBytes_{QCryptographicHash::Sha256};
    QCryptographicHash receivedBytes_{QCryptographicHash::Sha256};
};

} // namespace culvert::test
