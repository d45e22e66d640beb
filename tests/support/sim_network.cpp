// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/sim_network.h"

#include "core/limits.h"
#include "wire/datagram.h"

#include <QHash>

#include <sodium.h>

namespace culvert::test {

class SimCarrier::Path final : public path::DatagramPath {
public:
    Path(SimCarrier &owner, const PublicKey &peer) : owner_(owner), peer_(peer) {}

    path::SendResult send(std::span<const std::uint8_t> datagram) override
    {
        Q_ASSERT(datagram.size() <= limits::datagramSize);
        if (kind_ == path::Kind::None)
            return path::SendResult::Down;
        if (owner_.blocked_ > 0) {
            --owner_.blocked_;
            ++owner_.refused_;
            if (wire::DatagramType(datagram[0]) == wire::DatagramType::Quic)
                owner_.refusedHashes_.insert(qHashBits(datagram.data(), datagram.size()));
            return path::SendResult::Blocked;
        }
        owner_.network_.carry(owner_.key_, peer_, {datagram.begin(), datagram.end()});
        return path::SendResult::Sent;
    }
    [[nodiscard]] path::Kind kind() const override { return kind_; }

    void setKind(path::Kind kind)
    {
        if (kind == kind_)
            return;
        kind_ = kind;
        if (kindChanged)
            kindChanged();
    }

private:
    SimCarrier &owner_;
    PublicKey peer_;
    path::Kind kind_ = path::Kind::None;
};

// --- SimNetwork ---

std::unique_ptr<SimCarrier> SimNetwork::join()
{
    SecretKey secret;
    random_.fill({secret.data(), SecretKey::size});
    PublicKey key;
    crypto_scalarmult_curve25519_base(key.data(), secret.data());
    return std::unique_ptr<SimCarrier>(new SimCarrier(*this, secret, key));
}

SimCarrier *SimNetwork::find(const PublicKey &key)
{
    const auto found = machines_.find(key);
    return found == machines_.end() ? nullptr : found->second;
}

void SimNetwork::setDeaf(const PublicKey &from, bool on)
{
    if (on)
        deaf_.insert(from);
    else
        deaf_.erase(from);
}

void SimNetwork::setConnected(bool on)
{
    connected_ = on;
    connectionsChanged();
}

void SimNetwork::setKind(path::Kind kind)
{
    kind_ = kind;
    connectionsChanged();
}

void SimNetwork::connectionsChanged()
{
    // Told from the event loop, as a real carrier does.
    timers_.after(Duration::zero(), [this] {
        for (const auto &[key, machine] : machines_)
            machine->updatePaths();
    });
}

void SimNetwork::carry(const PublicKey &from, const PublicKey &to, std::vector<std::uint8_t> datagram)
{
    ++datagrams_;
    largest_ = std::max<quint64>(largest_, datagram.size());
    SenderFigures &figures = figures_[from];
    ++figures.datagrams;
    if (swallowed(from))
        return;
    if (streamsSwallowed_ && datagram.front() == std::uint8_t(wire::DatagramType::Quic))
        return;
    if (random_.unit() < weather_.loss) {
        ++figures.lost;
        return;
    }
    const Instant now = timers_.now();
    Duration wait = weather_.delay;
    if (weather_.bytesPerSecond > 0) {
        Instant &busy = busyUntil_[from];
        busy = std::max(busy, now);
        const double waiting = double((busy - now).count()) / 1e9 * weather_.bytesPerSecond;
        const bool full = weather_.queueBytes > 0 ? waiting + double(datagram.size()) > double(weather_.queueBytes)
                                                  : busy - now > weather_.queue;
        if (full) {
            ++figures.overflowed;
            return;
        }
        figures.queuePeak = std::max(figures.queuePeak, quint64(waiting));
        figures.queueSum += waiting;
        busy += Duration(qint64(double(datagram.size()) / weather_.bytesPerSecond * 1e9));
        wait += busy - now;
    }
    if (weather_.reorder > 0 && random_.unit() < weather_.reorder)
        wait += weather_.reorderBy;
    const int copies = random_.unit() < weather_.duplicate ? 2 : 1;
    for (int i = 0; i < copies; ++i) {
        const Duration more(qint64(random_.unit() * double(weather_.jitter.count())));
        Duration toTurn{};
        if (weather_.turn > Duration::zero())
            toTurn = weather_.turn - (now + wait + more).time_since_epoch() % weather_.turn;
        timers_.after(wait + more + toTurn, [this, from, to, datagram, epoch = epoch_] {
            if (epoch == epoch_)
                arrive(from, to, datagram);
        });
    }
}

void SimNetwork::arrive(const PublicKey &from, const PublicKey &to, std::span<const std::uint8_t> datagram)
{
    SimCarrier *machine = find(to);
    auto *path = machine ? machine->pathTo(from) : nullptr;
    if (!path || swallowed(from))
        return;
    if (path->received)
        path->received(datagram);
    if (path->receivedAll)
        path->receivedAll();
}

void SimNetwork::carryMessage(const PublicKey &from, const PublicKey &to, const QByteArray &message)
{
    if (swallowed(from))
        return;
    timers_.after(weather_.delay, [this, from, to, message] {
        SimCarrier *machine = find(to);
        if (machine && machine->messageReceived && machine->pathTo(from) && !swallowed(from))
            machine->messageReceived(from, message);
    });
}

void SimNetwork::carryRequest(const PublicKey &from, const PublicKey &to, const QByteArray &message)
{
    timers_.after(weather_.delay, [this, from, to, message] {
        SimCarrier *machine = find(to);
        if (machine && machine->requested && !machine->pathTo(from) && !swallowed(from))
            machine->requested(from, message);
    });
}

// --- SimCarrier ---

SimCarrier::SimCarrier(SimNetwork &network, const SecretKey &secret, const PublicKey &key)
    : network_(network), secret_(secret), key_(key)
{
    network_.machines_[key_] = this;
}

SimCarrier::~SimCarrier()
{
    // A machine that is started anew with the same key may have taken the place already.
    if (network_.find(key_) == this)
        network_.machines_.erase(key_);
    network_.connectionsChanged();
}

ToxAddress SimCarrier::address() const
{
    QByteArray bytes = key_.toBytes() + QByteArray(6, 0);
    for (int i = 0; i < 36; ++i)
        bytes[36 + i % 2] = char(bytes[36 + i % 2] ^ bytes[i]);
    return *ToxAddress::fromBytes(bytes);
}

void SimCarrier::add(const PublicKey &peer)
{
    if (!paths_.contains(peer))
        paths_[peer] = std::make_unique<Path>(*this, peer);
    network_.connectionsChanged();
}

Outcome SimCarrier::request(const ToxAddress &whom, const QByteArray &message)
{
    add(whom.publicKey());
    network_.carryRequest(key_, whom.publicKey(), message);
    return done();
}

void SimCarrier::remove(const PublicKey &peer)
{
    paths_.erase(peer);
    network_.connectionsChanged();
}

path::DatagramPath *SimCarrier::pathTo(const PublicKey &peer)
{
    const auto found = paths_.find(peer);
    return found == paths_.end() ? nullptr : found->second.get();
}

bool SimCarrier::sendMessage(const PublicKey &peer, const QByteArray &message)
{
    const auto *path = pathTo(peer);
    if (!path || path->kind() == path::Kind::None)
        return false;
    network_.carryMessage(key_, peer, message);
    return true;
}

void SimCarrier::updatePaths()
{
    for (const auto &[peer, path] : paths_) {
        SimCarrier *other = network_.find(peer);
        path->setKind(network_.connected_ && other && other->paths_.contains(key_) ? network_.kind_ : path::Kind::None);
    }
}

} // namespace culvert::test
