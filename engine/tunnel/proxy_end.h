// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"
#include "tcp/byte_end.h"
#include "tunnel/near_connection.h"

#include <memory>

namespace culvert::tunnel {

// Where the bytes of a proxied connection come from and go to, and who hears of it: an application at a proxy port. Called inside
// functions of the end; the first four are what tcp::ByteEnd has as read(), write(), finish() and setReading().
class ProxyTalker {
public:
    virtual tcp::ByteEnd::ReadResult giveTarget(std::span<std::uint8_t> into) = 0;
    virtual qsizetype takeAnswer(std::span<const std::uint8_t> bytes) = 0;
    virtual void answerFinished() = 0;
    virtual void setTargetReading(bool on) = 0;
    virtual void targetConnected() = 0;
    virtual void targetLost(const Error &reason) = 0; // never heard of again
    virtual void targetGone() = 0;                    // the connection has ended in order; the same

protected:
    ~ProxyTalker() = default;
};

// The end of one connection of an application at a proxy port. The application may let go of it and have another one; what
// is left then ends by itself. Engine thread.
class ProxyEnd final : public tcp::ByteEnd, public NearNews {
public:
    ProxyEnd(ProxyTalker &talker, tcp::ByteEndEvents &events, Timers &timers);
    ~ProxyEnd() override;

    // From the event loop, not from inside one of the functions below.
    void tellReadable();
    void tellWritable();
    void fail(const Error &reason); // the application has hung up

    // No more of the talker: ends in order, within limits::proxyLinger.
    void release();

    ReadResult read(std::span<std::uint8_t> into) override;
    qsizetype write(std::span<const std::uint8_t> bytes) override;
    void finish() override;
    void reset() override;
    void setReading(bool on) override;

    void targetConnected() override;
    void targetLost(const Error &reason) override;

private:
    void look();
    void close(const Error &reason);

    ProxyTalker *talker_;          // null: released, or lost
    tcp::ByteEndEvents *events_;   // null: over
    Timers &timers_;
    bool readFinished_ = false;
    bool finished_ = false;
    std::unique_ptr<Alarm> alarm_;
    std::unique_ptr<Alarm> life_;
};

} // namespace culvert::tunnel
