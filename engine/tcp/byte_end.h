// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QtGlobal>

#include <cstdint>
#include <span>

namespace culvert::tcp {

// What an end of bytes tells its one user, from the event loop, never from inside a function of the end. After endClosed() the end is
// never heard of again and may be destroyed, also from within that call; from within the others of a TcpEnd alone.
class ByteEndEvents {
public:
    virtual void endReadable() = 0;  // there may be something to read() again
    virtual void endWritable() = 0;  // a write() that took less than all may go on
    virtual void endClosed(const Error &reason) = 0; // None: both directions finished in order; else reset or failed

protected:
    ~ByteEndEvents() = default;
};

// One end of a byte stream in this machine: a TCP socket, or a double in tests. Back-pressure: what is not read stays
// in the socket. Half-close both ways. finish(), reset() and destruction are harmless when repeated and never wait.
class ByteEnd {
public:
    struct ReadResult {
        qsizetype bytes = 0;   // read now; 0: nothing there, endReadable() will come
        bool finished = false; // the other side's FIN: no byte will follow
    };

    virtual ~ByteEnd() = default;

    virtual ReadResult read(std::span<std::uint8_t> into) = 0;

    // Takes what the system takes at once, and holds nothing back itself; 0 to bytes.size(). endWritable() comes when
    // it took less than all.
    virtual qsizetype write(std::span<const std::uint8_t> bytes) = 0;

    // write(), and finish() if it took all: the FIN goes with the last bytes, where the system can do that.
    virtual qsizetype writeLast(std::span<const std::uint8_t> bytes)
    {
        const qsizetype taken = write(bytes);
        if (taken == qsizetype(bytes.size()))
            finish();
        return taken;
    }

    // Our FIN. Nothing may be written after it.
    virtual void finish() = 0;

    // Hangs up with a reset (RST): what is queued in the system is dropped. endClosed() does not come.
    virtual void reset() = 0;

    // Whether the user wants to read at present: while false the end is not read (back-pressure), but a reset by the
    // other side is still noticed.
    virtual void setReading(bool on) = 0;
};

} // namespace culvert::tcp
