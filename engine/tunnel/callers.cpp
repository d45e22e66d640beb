// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/callers.h"

#include "core/bytes.h"
#include "core/host.h"
#include "tcp/native_socket.h"
#include "tcp/tcp_end.h"
#include "tunnel/near_connection.h"

#include <QJsonObject>

#include <utility>

namespace culvert::tunnel {

namespace {

// A caller's socket: told the outcome first, and from then on the bytes.
class CallerEnd final : public tcp::ByteEnd, public NearNews {
public:
    CallerEnd(tcp::Descriptor descriptor, ConnectionId id, const api::LocalCaller &caller, tcp::ByteEndEvents &events,
              tcp::Readiness &readiness, Ledger &ledger)
        : id_(id), words_(caller.words), tcp_(descriptor, events, readiness, ledger)
    {
    }

    ReadResult read(std::span<std::uint8_t> into) override { return tcp_.read(into); }
    qsizetype write(std::span<const std::uint8_t> bytes) override { return tcp_.write(bytes); }
    qsizetype writeLast(std::span<const std::uint8_t> bytes) override { return tcp_.writeLast(bytes); }
    void finish() override { tcp_.finish(); }
    void reset() override { tcp_.reset(); }
    void setReading(bool on) override { tcp_.setReading(on); }

    void targetConnected() override
    {
        told_ = true;
        tcp_.write(asBytes(words_(QJsonValue(QJsonObject{{QStringLiteral("connection"), qint64(id_)}}))));
    }
    void targetLost(const Error &reason) override
    {
        if (told_)
            return tcp_.reset();
        told_ = true;
        tcp_.write(asBytes(words_(reason)));
        tcp_.leave();
    }

private:
    const ConnectionId id_;
    QByteArray (*const words_)(const api::Reply &);
    bool told_ = false;
    tcp::TcpEnd tcp_;
};

} // namespace

void Callers::refuse(tcp::Descriptor descriptor, const api::LocalCaller &caller, const Error &why)
{
    static_cast<void>(tcp::native::send(descriptor, asBytes(caller.words(why)))); // whoever does not take it learns nothing
    tcp::native::close(descriptor);
}

void Callers::carry(tcp::Descriptor descriptor, const PublicKey &peer, const api::LocalCaller &caller)
{
    const auto target = parseEndpoint(caller.target);
    if (!target || !normalisedHost(target->host))
        return refuse(descriptor, caller, {ErrorCode::EndpointInvalid, caller.target});
    if (tcp::native::nextIsKept())
        return refuse(descriptor, caller, {ErrorCode::DescriptorsExhausted});
    peer::Peer *found = with_.peers.find(peer);
    if (!found)
        return refuse(descriptor, caller, {ErrorCode::PeerUnknown, caller.peer});
    Connection::Facts facts{with_.connections.nextId(), {}, api::Side::Near, peer, found->name(), caller.program, target->toString()};
    const ConnectionId id = facts.id;
    auto &connection = with_.connections.add(
        std::make_unique<NearConnection>(std::move(facts), *target, with_.timers, with_.ledger, with_.connections, nullptr));
    connection.start(
        [&](tcp::ByteEndEvents &events) {
            auto end = std::make_unique<CallerEnd>(descriptor, id, caller, events, with_.readiness, with_.ledger);
            connection.setNews(*end);
            return end;
        },
        found->open());
}

} // namespace culvert::tunnel
