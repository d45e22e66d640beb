// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inet/socket_address.h"
#include "tcp/descriptor.h"

#include <QString>

#include <cstdint>
#include <span>

// The system calls of this folder, the same for both systems. Sockets that are made here are non-blocking, not inherited by
// child processes, without Nagle's delay and with urgent bytes in line. `error` is the system's own number, 0 for none; its meaning: inet/system_error.h.
namespace culvert::tcp::native {

struct Transfer {
    qsizetype bytes = 0; // moved; a receive of 0 without error or wouldBlock is the other side's FIN
    bool wouldBlock = false;
    int error = 0;
};

struct Attempt {
    Descriptor descriptor = noDescriptor; // writable when decided, then takeError(); none: the attempt failed with `error`
    int error = 0;
    bool connected = false; // already, as a socket to this machine mostly is; never said by some systems
};

// Must have been called once in this process before connectTo(); may be called again.
void startUp();

// Begins to connect.
[[nodiscard]] Attempt connectTo(const inet::SocketAddress &address);

struct Accepted {
    Descriptor descriptor = noDescriptor; // none: nobody waits, or `error`
    QString from{};                       // "127.0.0.1:40122"
    int error = 0;                        // of accepting: the next attempt may succeed
};

// Whether the next descriptor would be one of the last 32 that this process may open (a quarter of all, where that is less). They
// are kept for what the program itself needs: commands, files, look-ups. connectTo() and accept() fail rather than take one.
[[nodiscard]] bool nextIsKept();

// Makes what a listening socket hands out as above; to be called once for each.
void prepareListening(Descriptor descriptor);
[[nodiscard]] Accepted accept(Descriptor listening);

[[nodiscard]] Transfer receive(Descriptor descriptor, std::span<std::uint8_t> into);
[[nodiscard]] Transfer send(Descriptor descriptor, std::span<const std::uint8_t> bytes);
// The same where shutDownWriting() or close() follows at once: the FIN goes with the last of the bytes, where the system can do that.
[[nodiscard]] Transfer sendLast(Descriptor descriptor, std::span<const std::uint8_t> bytes);

// What was sent and the other side's system has not taken yet, a FIN among it; 0 where this system does not tell.
[[nodiscard]] qsizetype undelivered(Descriptor descriptor);

// The pending error of a socket, which is cleared by asking.
[[nodiscard]] int takeError(Descriptor descriptor);

// Whether notifiers tell of everything. If not - a reset while reading is off, a FIN or a failed dial before the notifier was
// at work - look at the socket now and then as well.
[[nodiscard]] bool notifiersTellAll();

struct Standing {
    int error = 0;         // of a connection that is gone, whether or not received bytes wait
    bool readable = false; // bytes or a FIN; may be false where notifiers tell all
    bool writable = false; // the same
};
[[nodiscard]] Standing lookAt(Descriptor descriptor); // takes no bytes

// Whether a connection that was begun has come about or failed. Only where notifiers do not tell all.
[[nodiscard]] bool isDecided(Descriptor descriptor);

void shutDownWriting(Descriptor descriptor);
void close(Descriptor descriptor);
void abort(Descriptor descriptor); // closes with a reset; what is queued is dropped

} // namespace culvert::tcp::native
