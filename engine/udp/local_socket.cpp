// SPDX-License-Identifier: GPL-3.0-or-later
#include "udp/local_socket.h"

#include "core/limits.h"
#include "tcp/native_socket.h"

#include <array>

namespace culvert::udp {

namespace {

class SystemSocket final : public LocalSocket, private tcp::SocketEvents {
public:
    SystemSocket(const native::Made &made, const Endpoint &on, Came came, tcp::Readiness &readiness, Ledger &ledger)
        : descriptor_(made.descriptor), bound_{on.host, made.port}, came_(std::move(came)), counted_(ledger, Counted::Listener),
          watch_(readiness.watch(made.descriptor, tcp::Readiness::Kind::Listening, *this))
    {
        watch_->setReading(true);
    }
    ~SystemSocket() override
    {
        if (destroyed_)
            *destroyed_ = true;
        watch_.reset();
        tcp::native::close(descriptor_);
    }

    [[nodiscard]] Endpoint boundTo() const override { return bound_; }
    bool send(const Address &to, std::span<const std::uint8_t> datagram) override { return native::sendTo(descriptor_, to, datagram).taken; }

private:
    void socketReadable() override
    {
        std::array<std::uint8_t, limits::udpDatagram> buffer;
        bool destroyed = false;
        destroyed_ = &destroyed;
        for (int i = 0; i < limits::udpTurn; ++i) { // the rest is told anew
            const native::Received one = native::receive(descriptor_, buffer);
            if (one.error != 0)
                continue; // of a datagram that was sent to somebody who is gone
            if (one.bytes < 0) {
                watch_->drained();
                break;
            }
            const Came came = came_;
            came(one.from, std::span(buffer).first(std::size_t(one.bytes)));
            if (destroyed)
                return;
        }
        destroyed_ = nullptr;
    }
    void socketWritable() override {}
    void socketFailed(int) override {}
    void socketCalled() override {}

    const tcp::Descriptor descriptor_;
    const Endpoint bound_;
    const Came came_;
    Ledger::Ticket counted_;
    std::unique_ptr<tcp::Watch> watch_;
    bool *destroyed_ = nullptr; // while receiving: to be set by the destructor
};

} // namespace

Result<std::unique_ptr<LocalSocket>> LocalSocket::open(const Endpoint &on, Came came, tcp::Readiness &readiness, Ledger &ledger)
{
    const QHostAddress address(on.host);
    if (address.isNull())
        return Error{ErrorCode::ListenInvalid, on.toString()};
    const native::Made made = native::bindTo(address, on.port);
    if (made.descriptor == tcp::noDescriptor) {
        const ErrorCode code = native::bindCode(made.error);
        if (code == ErrorCode::PortNotPermitted)
            return Error{code, on.toString(), tcp::native::reservedRanges(u"udp")};
        return Error{code, on.toString(), code == ErrorCode::ListenFailed ? tcp::native::systemText(made.error) : QString()};
    }
    return std::unique_ptr<LocalSocket>(std::make_unique<SystemSocket>(made, on, std::move(came), readiness, ledger));
}

} // namespace culvert::udp
