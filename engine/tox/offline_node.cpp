// SPDX-License-Identifier: GPL-3.0-or-later
#include "tox/offline_node.h"

#include "tox/identity.h"
#include "tox/tox_instance.h"

namespace culvert::tox {

namespace {

class NoPath final : public path::DatagramPath {
public:
    path::SendResult send(std::span<const std::uint8_t>) override { return path::SendResult::Down; }
    [[nodiscard]] path::Kind kind() const override { return path::Kind::None; }
};

} // namespace

Result<std::unique_ptr<ToxNode>> OfflineNode::make(const QByteArray &save)
{
    const auto tox = openInstance({.save = save}); // it is never iterated, and gone with the return
    if (!tox)
        return tox.error();
    SecretKey secretKey;
    tox_self_get_secret_key(tox->get(), secretKey.data());
    return std::unique_ptr<ToxNode>(new OfflineNode(save, addressOf(tox->get()), secretKey));
}

void OfflineNode::setNospam(const Nospam &nospam)
{
    // It was read before; toxcore writes it anew without an error.
    if (auto changed = withNospam(save_, nospam)) {
        save_ = std::move(changed->save);
        address_ = changed->address;
    }
}

void OfflineNode::add(const PublicKey &peer)
{
    auto &path = paths_[peer];
    if (!path)
        path = std::make_unique<NoPath>();
}

Outcome OfflineNode::request(const ToxAddress &whom, const QByteArray &)
{
    add(whom.publicKey());
    return done();
}

void OfflineNode::remove(const PublicKey &peer) { paths_.erase(peer); }

path::DatagramPath *OfflineNode::pathTo(const PublicKey &peer)
{
    const auto found = paths_.find(peer);
    return found == paths_.end() ? nullptr : found->second.get();
}

} // namespace culvert::tox
