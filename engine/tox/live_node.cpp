// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/live_node.h"

#include "core/limits.h"
#include "tox/offline_node.h"
#include "tox/tox_descriptor.h"
#include "wire/invite.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace culvert::tox {

namespace {

constexpr std::uint8_t messageByte = 160; // the first of Tox's custom lossless packets: all of them are our messages
constexpr std::size_t messageSize = TOX_MAX_CUSTOM_PACKET_SIZE - 1;

std::optional<quint16> boundPort(const Tox *tox)
{
    Tox_Err_Get_Port error = TOX_ERR_GET_PORT_OK;
    const quint16 port = tox_self_get_udp_port(tox, &error);
    return error == TOX_ERR_GET_PORT_OK ? std::optional(port) : std::nullopt;
}

int descriptorOf(const Tox *tox)
{
    const auto port = boundPort(tox);
    return port ? toxDescriptor(*port) : -1;
}

Connection connectionFrom(Tox_Connection status)
{
    switch (status) {
    case TOX_CONNECTION_NONE: return Connection::None;
    case TOX_CONNECTION_TCP: return Connection::Tcp;
    case TOX_CONNECTION_UDP: return Connection::Udp;
    }
    return Connection::None;
}

path::Kind kindFrom(Tox_Connection status)
{
    switch (status) {
    case TOX_CONNECTION_NONE: return path::Kind::None;
    case TOX_CONNECTION_TCP: return path::Kind::ToxRelay;
    case TOX_CONNECTION_UDP: return path::Kind::ToxUdp;
    }
    return path::Kind::None;
}

QByteArray toBytes(const std::uint8_t *data, std::size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), qsizetype(size));
}

} // namespace

Result<std::unique_ptr<ToxNode>> ToxNode::start(const Options &options, Timers &timers)
{
    if (options.save.isEmpty())
        return Error{.code = ErrorCode::IdentityBroken, .detail = QStringLiteral("it is empty")};
    if (!options.enabled)
        return OfflineNode::make(options.save);
    auto tox = openInstance({.save = options.save,
                             .udp = options.udp && !options.proxy,
                             .ipv6 = options.ipv6,
                             .lanDiscovery = options.lanDiscovery && !options.proxy,
                             .proxy = options.proxy,
                             .savedRelays = options.tcpRelay,
                             .udpPort = options.udpPort});
    if (!tox)
        return tox.error();
    return std::unique_ptr<ToxNode>(std::make_unique<LiveNode>(std::move(*tox), options, timers));
}

LiveNode::LiveNode(ToxInstance tox, const Options &options, Timers &timers)
    : thread_(QThread::currentThread()), timers_(timers), tox_(std::move(tox)),
      schedule_(timers, descriptorOf(tox_.get()), [this] { iterate(); }),
      bootstrap_(tox_.get(), timers, {options.tcpRelay, options.ipv6, options.nodes}, [this] { schedule_.soon(); })
{
    listen();
    bootstrap_.askNow();
    schedule_.soon();
}

LiveNode::~LiveNode()
{
    assertThread();
    Q_ASSERT(!inside_);
}

ToxAddress LiveNode::address() const
{
    return addressOf(tox_.get());
}

SecretKey LiveNode::secretKey() const
{
    SecretKey key;
    tox_self_get_secret_key(tox_.get(), key.data());
    return key;
}

void LiveNode::add(const PublicKey &peer)
{
    assertThread();
    if (find(peer))
        return;
    Tox_Err_Friend_Add error = TOX_ERR_FRIEND_ADD_OK;
    const std::uint32_t number = tox_friend_add_norequest(tox_.get(), peer.data(), &error);
    if (error != TOX_ERR_FRIEND_ADD_OK) // our own key, or no key at all: there is no path to it
        return;
    auto path = std::make_unique<FriendPath>(tox_.get(), schedule_, relays_, peer, number);
    enter(number, path.get());
    paths_.emplace(peer, std::move(path));
    schedule_.soon();
}

Outcome LiveNode::request(const ToxAddress &whom, const QByteArray &message)
{
    assertThread();
    const auto failed = [&whom](const QString &detail) {
        return Error{.code = ErrorCode::FriendRequestFailed, .subject = whom.toHex(), .detail = detail};
    };
    if (message.isEmpty() || std::size_t(message.size()) > wire::pairRequestSize)
        return failed(QStringLiteral("the message has no fitting length"));
    const PublicKey peer = whom.publicKey();
    FriendPath *known = find(peer);
    if (known) { // toxcore asks nobody who is a friend already
        enter(known->number(), nullptr);
        tox_friend_delete(tox_.get(), known->number(), nullptr);
    }
    Tox_Err_Friend_Add error = TOX_ERR_FRIEND_ADD_OK;
    const std::uint32_t number =
        tox_friend_add(tox_.get(), whom.data(), reinterpret_cast<const std::uint8_t *>(message.constData()),
                       std::size_t(message.size()), &error);
    if (error != TOX_ERR_FRIEND_ADD_OK) {
        if (known) { // as it was before
            const std::uint32_t again = tox_friend_add_norequest(tox_.get(), peer.data(), nullptr);
            known->setNumber(again);
            if (again != UINT32_MAX)
                enter(again, known);
            changeKind(*known, path::Kind::None);
        }
        return failed(QStringLiteral("tox_friend_add: error %1").arg(int(error)));
    }
    if (!known) {
        auto path = std::make_unique<FriendPath>(tox_.get(), schedule_, relays_, peer, number);
        known = path.get();
        paths_.emplace(peer, std::move(path));
    }
    known->setNumber(number);
    enter(number, known);
    changeKind(*known, path::Kind::None);
    schedule_.soon();
    return done();
}

void LiveNode::remove(const PublicKey &peer)
{
    assertThread();
    const auto found = paths_.find(peer);
    if (found == paths_.end())
        return;
    std::unique_ptr<FriendPath> path = std::move(found->second);
    paths_.erase(found);
    if (find(path->number()) == path.get()) {
        enter(path->number(), nullptr);
        tox_friend_delete(tox_.get(), path->number(), nullptr);
    }
    path->retire();
    updateRelayed();
    if (inside_)
        retired_.push_back(std::move(path));
    else
        std::erase(changed_, path.get());
}

path::DatagramPath *LiveNode::pathTo(const PublicKey &peer)
{
    return find(peer);
}

bool LiveNode::sendMessage(const PublicKey &peer, const QByteArray &message)
{
    assertThread();
    const FriendPath *path = find(peer);
    const auto size = std::size_t(message.size());
    Q_ASSERT(size <= messageSize);
    if (!path || size > messageSize)
        return false;
    std::array<std::uint8_t, messageSize + 1> packet;
    packet[0] = messageByte;
    std::memcpy(packet.data() + 1, message.constData(), size);
    return tox_friend_send_lossless_packet(tox_.get(), path->number(), packet.data(), size + 1, nullptr);
}

QByteArray LiveNode::save() const
{
    return saveOf(tox_.get());
}

void LiveNode::setNospam(const Nospam &nospam)
{
    assertThread();
    culvert::tox::setNospam(tox_.get(), nospam);
}

std::optional<quint16> LiveNode::udpPort() const
{
    return boundPort(tox_.get());
}

PublicKey LiveNode::dhtPublicKey() const
{
    PublicKey key;
    tox_self_get_dht_id(tox_.get(), key.data());
    return key;
}

void LiveNode::bootstrap(const BootstrapNode &node)
{
    assertThread();
    bootstrap_.add(node);
}

void LiveNode::bootstrapAgain()
{
    assertThread();
    bootstrap_.askNow();
}

void LiveNode::listen()
{
    tox_callback_self_connection_status(tox_.get(), [](Tox *, Tox_Connection status, void *self) {
        auto *node = static_cast<LiveNode *>(self);
        node->connection_ = connectionFrom(status);
        node->connectionChanged_ = true;
    });
    tox_callback_friend_connection_status(
        tox_.get(), [](Tox *, std::uint32_t number, Tox_Connection status, void *self) {
            auto *node = static_cast<LiveNode *>(self);
            if (FriendPath *path = node->find(number))
                node->changeKind(*path, kindFrom(status));
        });
    tox_callback_friend_lossy_packet(
        tox_.get(), [](Tox *, std::uint32_t number, const std::uint8_t *data, std::size_t size, void *self) {
            auto *node = static_cast<LiveNode *>(self);
            FriendPath *path = node->find(number);
            // toxcore reads its socket until it is empty: what comes in faster than that is lost, as datagrams may be.
            if (!path || node->batch_.size() + size > limits::toxBatch)
                return;
            if (path->arrived(node->batch_.size(), size))
                node->touched_.push_back(path);
            node->batch_.insert(node->batch_.end(), data, data + size);
        });
    tox_callback_friend_lossless_packet(
        tox_.get(), [](Tox *, std::uint32_t number, const std::uint8_t *data, std::size_t size, void *self) {
            auto *node = static_cast<LiveNode *>(self);
            const FriendPath *path = node->find(number);
            if (path && size > 0 && data[0] == messageByte)
                node->inbox_.addMessage(path->peer(), toBytes(data + 1, size - 1));
        });
    tox_callback_friend_request(
        tox_.get(), [](Tox *, const std::uint8_t *key, const std::uint8_t *message, std::size_t size, void *self) {
            PublicKey from;
            std::memcpy(from.data(), key, PublicKey::size);
            auto *node = static_cast<LiveNode *>(self);
            const QByteArray text = toBytes(message, size);
            node->inbox_.addRequest(from, text, node->inviteShown ? node->inviteShown(from, text) : std::nullopt, node->timers_.now());
        });
}

void LiveNode::iterate()
{
    assertThread();
    if (inside_)
        return;
    inside_ = true;
    tox_iterate(tox_.get(), this);
    if (schedule_.relayed())
        relays_.look(timers_.now());
    deliver();
    inside_ = false;
    std::erase_if(changed_, [](const FriendPath *path) { return path->isRetired(); });
    retired_.clear();
    forgetStrangers();
    schedule_.after(std::chrono::milliseconds(tox_iteration_interval(tox_.get())));
    if (!changed_.empty())
        schedule_.soon();
}

void LiveNode::deliver()
{
    // Lists may grow below: by index. A kind first, so that who is heard is up; then messages, because a hello is
    // sent before the datagrams that need it.
    for (std::size_t i = 0; i < changed_.size(); ++i) {
        if (changed_[i]->isRetired())
            continue;
        if (const auto call = changed_[i]->kindChanged)
            call();
    }
    changed_.clear();
    deliverMessages();
    for (const auto &[key, path] : paths_) {
        if (path->onlyHeldIsDue())
            touched_.push_back(path.get());
    }
    for (FriendPath *path : touched_)
        path->deliver(batch_);
    touched_.clear();
    batch_.clear();
    deliverRequests();
    if (std::exchange(connectionChanged_, false)) {
        bootstrap_.setConnected(connection_ != Connection::None);
        if (const auto call = connectionChanged)
            call();
    }
}

void LiveNode::deliverMessages()
{
    for (const Inbox::Letter &letter : inbox_.takeMessages()) {
        if (!find(letter.from))
            continue;
        if (const auto call = messageReceived)
            call(letter.from, letter.message);
    }
}

void LiveNode::deliverRequests()
{
    for (const Inbox::Letter &letter : inbox_.takeRequests()) {
        if (const auto call = requested)
            call(letter.from, letter.message);
    }
}

void LiveNode::forgetStrangers()
{
    while (const auto key = inbox_.takeForgotten(timers_.now())) {
        // Deleting a friend makes toxcore forget that it asked. One that was added is forgotten when it is removed.
        Tox_Err_Friend_Add error = TOX_ERR_FRIEND_ADD_OK;
        const std::uint32_t number = tox_friend_add_norequest(tox_.get(), key->data(), &error);
        if (error == TOX_ERR_FRIEND_ADD_OK)
            tox_friend_delete(tox_.get(), number, nullptr);
    }
}

FriendPath *LiveNode::find(const PublicKey &peer) const
{
    const auto found = paths_.find(peer);
    return found == paths_.end() ? nullptr : found->second.get();
}

FriendPath *LiveNode::find(std::uint32_t number) const
{
    return number < byNumber_.size() ? byNumber_[number] : nullptr;
}

void LiveNode::enter(std::uint32_t number, FriendPath *path)
{
    if (number >= byNumber_.size())
        byNumber_.resize(number + 1);
    byNumber_[number] = path;
}

void LiveNode::changeKind(FriendPath &path, path::Kind kind)
{
    if (!path.setKind(kind))
        return;
    if (std::find(changed_.begin(), changed_.end(), &path) == changed_.end())
        changed_.push_back(&path);
    updateRelayed();
}

void LiveNode::updateRelayed()
{
    schedule_.setRelayed(std::any_of(paths_.begin(), paths_.end(), [](const auto &entry) {
        return entry.second->kind() == path::Kind::ToxRelay;
    }));
}

} // namespace culvert::tox
