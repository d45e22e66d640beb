// SPDX-License-Identifier: GPL-3.0-or-later
#include "inet/host_address.h"
#include "inet/system_error.h"
#include "tcp/native_socket.h"
#include "udp/datagram_end.h"
#include "udp/native_socket.h"
#include "udp/receiving_socket.h"

namespace culvert::udp {

namespace {

// A socket that is connected to one target, so that the system lets nobody else in and tells when nobody listens there.
class TargetEnd final : public DatagramEnd, private ReceivingSocket {
public:
    TargetEnd(tcp::Descriptor descriptor, const Endpoint &target, DatagramEndEvents &events, tcp::Readiness &readiness, Ledger &ledger)
        : ReceivingSocket(descriptor, readiness), target_(target), events_(events), counted_(ledger, Counted::UdpSocket)
    {
    }

    bool send(std::span<const std::uint8_t> datagram) override
    {
        const native::Sent sent = native::send(descriptor(), datagram);
        if (sent.error != 0 && !native::isTooLarge(sent.error)) {
            failure_ = sent.error;
            watch().callSoon(); // events are never told from here
        }
        return sent.taken;
    }

private:
    void came(const inet::SocketAddress &, std::span<const std::uint8_t> datagram) override { events_.datagramCame(datagram); }
    bool receiveFailed(int error) override
    {
        fail(error);
        return false;
    }
    void socketFailed(int error) override { fail(error); }
    void socketCalled() override { fail(failure_); }

    void fail(int error)
    {
        watch().setReading(false);
        events_.endFailed({inet::dialCode(error), target_.toString(), inet::systemText(error)});
    }

    const Endpoint target_;
    DatagramEndEvents &events_;
    Ledger::Ticket counted_;
    int failure_ = 0;
};

class SystemConnector final : public Connector {
public:
    SystemConnector(tcp::Readiness &readiness, Ledger &ledger) : readiness_(readiness), ledger_(ledger) { tcp::native::startUp(); }

    Result<std::unique_ptr<DatagramEnd>> connectTo(const Endpoint &target, const QList<IpAddress> &addresses, DatagramEndEvents &events) override
    {
        if (tcp::native::nextIsKept())
            return Error{ErrorCode::DescriptorsExhausted, target.toString()};
        Error failure{ErrorCode::TargetUnreachable, target.toString()};
        for (const IpAddress &address : addresses) {
            const native::Made made = native::connectTo({inet::hostAddress(address), target.port});
            if (made.descriptor != tcp::noDescriptor)
                return std::unique_ptr<DatagramEnd>(std::make_unique<TargetEnd>(made.descriptor, target, events, readiness_, ledger_));
            failure = {inet::dialCode(made.error), target.toString(), inet::systemText(made.error)};
        }
        return failure;
    }

private:
    tcp::Readiness &readiness_;
    Ledger &ledger_;
};

} // namespace

std::unique_ptr<Connector> makeConnector(tcp::Readiness &readiness, Ledger &ledger)
{
    return std::make_unique<SystemConnector>(readiness, ledger);
}

} // namespace culvert::udp
