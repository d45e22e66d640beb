// SPDX-License-Identifier: GPL-3.0-or-later
#include "udp/local_socket.h"

#include "inet/system_error.h"
#include "udp/native_socket.h"
#include "udp/receiving_socket.h"

#include <utility>

namespace culvert::udp {

namespace {

class SystemSocket final : public LocalSocket, private ReceivingSocket {
public:
    SystemSocket(const native::Made &made, const Endpoint &on, Came came, tcp::Readiness &readiness, Ledger &ledger)
        : ReceivingSocket(made.descriptor, readiness), bound_{on.host, made.port}, came_(std::move(came)), counted_(ledger, Counted::Listener)
    {
    }

    [[nodiscard]] Endpoint boundTo() const override { return bound_; }
    bool send(const inet::SocketAddress &to, std::span<const std::uint8_t> datagram) override { return native::sendTo(descriptor(), to, datagram).taken; }

private:
    void came(const inet::SocketAddress &from, std::span<const std::uint8_t> datagram) override
    {
        const Came kept = came_; // which may destroy this
        kept(from, datagram);
    }
    bool receiveFailed(int) override { return true; } // of a datagram that was sent to somebody who is gone

    const Endpoint bound_;
    const Came came_;
    Ledger::Ticket counted_;
};

} // namespace

Result<std::unique_ptr<LocalSocket>> LocalSocket::open(const Endpoint &on, Came came, tcp::Readiness &readiness, Ledger &ledger)
{
    const QHostAddress address(on.host);
    if (address.isNull())
        return Error{ErrorCode::ListenInvalid, on.toString()};
    const native::Made made = native::bindTo({address, on.port});
    if (made.descriptor == tcp::noDescriptor)
        return inet::listenError(inet::listenCode(made.error), on.toString(), u"udp", inet::systemText(made.error));
    return std::unique_ptr<LocalSocket>(std::make_unique<SystemSocket>(made, on, std::move(came), readiness, ledger));
}

} // namespace culvert::udp
