// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "tcp/descriptor.h"

#include <QString>

#include <cstdint>
#include <span>

class QHostAddress;

// The system calls of this folder, the same for both systems. Sockets are non-blocking and not inherited by child
// processes. `error` is the system's own number, 0 for none; text: systemText().
namespace culvert::tcp::native {

struct Transfer {
    qsizetype bytes = 0; // moved; a receive of 0 without error or wouldBlock is the other side's FIN
    bool wouldBlock = false;
    int error = 0;
};

struct Attempt {
    Descriptor descriptor = noDescriptor; // none: the attempt failed with `error`
    bool connected = false;               // else it goes on: writable when decided, then takeError()
    int error = 0;
};

// Must have been called once in this process before connectTo(); may be called again.
void startUp();

// Begins to connect.
[[nodiscard]] Attempt connectTo(const QHostAddress &address, quint16 port);

// Makes a connected socket as this program needs it: non-blocking, not inherited, without Nagle's delay, urgent bytes in line.
void prepare(Descriptor descriptor);

[[nodiscard]] Transfer receive(Descriptor descriptor, std::span<std::uint8_t> into);
[[nodiscard]] Transfer send(Descriptor descriptor, std::span<const std::uint8_t> bytes);

// The pending error of a socket, which is cleared by asking.
[[nodiscard]] int takeError(Descriptor descriptor);

// The error of a connection that is gone, whether or not received bytes wait; 0 while it stands. Takes no bytes.
[[nodiscard]] int lostBy(Descriptor descriptor);

// Whether an Exception notifier is told of a reset by the other side. If not, ask lostBy() now and then.
[[nodiscard]] bool exceptionShowsReset();

void shutDownWriting(Descriptor descriptor);
void close(Descriptor descriptor);
void abort(Descriptor descriptor); // closes with a reset; what is queued is dropped

[[nodiscard]] ErrorCode dialCode(int error);
[[nodiscard]] QString systemText(int error);
[[nodiscard]] QString peerAddress(Descriptor descriptor); // "127.0.0.1:40122"; empty when not connected

} // namespace culvert::tcp::native
