// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tox/tox_node.h"

#include <map>
#include <memory>

namespace culvert::tox {

// The ToxNode of a machine whose user has switched Tox off: an identity without a network. It opens no socket, asks
// nobody, and every path of it stays down; direct ways go on with the identity's keys.
class OfflineNode final : public ToxNode {
public:
    // Errors: ToxStartFailed, IdentityBroken.
    static Result<std::unique_ptr<ToxNode>> make(const QByteArray &save);

    [[nodiscard]] ToxAddress address() const override { return address_; }
    [[nodiscard]] SecretKey secretKey() const override { return secretKey_; }
    void add(const PublicKey &peer) override;
    Outcome request(const ToxAddress &whom, const QByteArray &message) override;
    void remove(const PublicKey &peer) override;
    [[nodiscard]] path::DatagramPath *pathTo(const PublicKey &peer) override;
    bool sendMessage(const PublicKey &, const QByteArray &) override { return false; }

    [[nodiscard]] bool enabled() const override { return false; }
    void setNospam(const Nospam &nospam) override;
    [[nodiscard]] QByteArray save() const override { return save_; }
    [[nodiscard]] Connection connection() const override { return Connection::None; }
    [[nodiscard]] std::optional<quint16> udpPort() const override { return std::nullopt; }
    [[nodiscard]] PublicKey dhtPublicKey() const override { return {}; }
    void bootstrap(const BootstrapNode &) override {}
    void bootstrapAgain() override {}

private:
    OfflineNode(const QByteArray &save, const ToxAddress &address, const SecretKey &secretKey)
        : save_(save), address_(address), secretKey_(secretKey)
    {
    }

    QByteArray save_;
    ToxAddress address_;
    SecretKey secretKey_;
    std::map<PublicKey, std::unique_ptr<path::DatagramPath>> paths_;
};

} // namespace culvert::tox
