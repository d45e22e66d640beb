// SPDX-License-Identifier: GPL-3.0-or-later
#include "udp/receiving_socket.h"

#include "core/limits.h"
#include "tcp/native_socket.h"
#include "udp/native_socket.h"

#include <array>

namespace culvert::udp {

ReceivingSocket::ReceivingSocket(tcp::Descriptor descriptor, tcp::Readiness &readiness)
    : descriptor_(descriptor), watch_(readiness.watch(descriptor, tcp::Readiness::Kind::Listening, *this))
{
    watch_->setReading(true);
}

ReceivingSocket::~ReceivingSocket()
{
    if (destroyed_)
        *destroyed_ = true;
    watch_.reset();
    tcp::native::close(descriptor_);
}

void ReceivingSocket::socketReadable()
{
    std::array<std::uint8_t, limits::udpDatagram> buffer;
    bool destroyed = false;
    destroyed_ = &destroyed;
    for (int i = 0; i < limits::udpTurn; ++i) {
        const native::Received one = native::receive(descriptor_, buffer);
        if (one.error == 0 && one.bytes < 0) {
            watch_->drained();
            break;
        }
        bool more = true;
        if (one.error != 0)
            more = receiveFailed(one.error);
        else
            came(one.from, std::span(buffer).first(std::size_t(one.bytes)));
        if (destroyed)
            return;
        if (!more)
            break;
    }
    destroyed_ = nullptr;
}

} // namespace culvert::udp
