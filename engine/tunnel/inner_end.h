// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"
#include "tcp/byte_end.h"

#include <memory>
#include <optional>

namespace culvert::tunnel {

// An end of bytes that is no socket: what it gives and takes is made here. Keeps the contract of tcp::ByteEnd and ends
// like any other end: in order when both directions have finished. Engine thread.
class InnerEnd : public tcp::ByteEnd {
public:
    ReadResult read(std::span<std::uint8_t> into) final;
    qsizetype write(std::span<const std::uint8_t> bytes) final;
    void finish() final;
    void reset() final;
    void setReading(bool on) final;

protected:
    // Closes itself with LimitReached after `lives`.
    InnerEnd(tcp::ByteEndEvents &events, Timers &timers, Duration lives);
    ~InnerEnd() override = default;

    [[nodiscard]] virtual bool hasToGive() const = 0; // bytes, or their end
    virtual ReadResult give(std::span<std::uint8_t> into) = 0;
    [[nodiscard]] virtual bool hasRoom() const { return true; }
    virtual qsizetype take(std::span<const std::uint8_t> bytes) = 0;

    // Looks again, from the event loop, at what there is to tell.
    void wake();
    // Closes from the event loop; nothing is taken any more.
    void fail(ErrorCode code);

    [[nodiscard]] bool finished() const { return finished_; } // nothing will be written any more
    [[nodiscard]] Timers &timers() const { return timers_; }

private:
    void look();
    void close(const Error &reason);

    tcp::ByteEndEvents *events_; // null: over
    Timers &timers_;
    std::optional<Error> failure_;
    bool reading_ = true;
    bool readFinished_ = false;
    bool wantsToWrite_ = false;
    bool finished_ = false;
    std::unique_ptr<Alarm> alarm_;
    std::unique_ptr<Alarm> life_;
};

} // namespace culvert::tunnel
