// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tox/bootstrap.h"
#include "tox/friend_path.h"
#include "tox/inbox.h"
#include "tox/iterate_schedule.h"
#include "tox/relay_sockets.h"
#include "tox/tox_instance.h"
#include "tox/tox_node.h"

#include <QThread>

#include <map>
#include <memory>
#include <vector>

namespace culvert::tox {

// The ToxNode on a real toxcore.
class LiveNode final : public ToxNode {
public:
    LiveNode(ToxInstance tox, const Options &options, Timers &timers);
    LiveNode(const LiveNode &) = delete;
    LiveNode &operator=(const LiveNode &) = delete;
    ~LiveNode() override; // not inside a callback

    [[nodiscard]] ToxAddress address() const override;
    [[nodiscard]] SecretKey secretKey() const override;
    void add(const PublicKey &peer) override;
    Outcome request(const ToxAddress &whom, const QByteArray &message) override;
    void remove(const PublicKey &peer) override;
    [[nodiscard]] path::DatagramPath *pathTo(const PublicKey &peer) override;
    bool sendMessage(const PublicKey &peer, const QByteArray &message) override;

    [[nodiscard]] QByteArray save() const override;
    [[nodiscard]] Connection connection() const override { return connection_; }
    void setNospam(const Nospam &nospam) override;
    [[nodiscard]] std::optional<quint16> udpPort() const override;
    [[nodiscard]] PublicKey dhtPublicKey() const override;
    void bootstrap(const BootstrapNode &node) override;
    void bootstrapAgain() override;

private:
    void listen();
    void iterate();
    void deliver();
    void deliverMessages();
    void deliverRequests();
    void forgetStrangers();

    [[nodiscard]] FriendPath *find(const PublicKey &peer) const;
    [[nodiscard]] FriendPath *find(std::uint32_t number) const;
    void enter(std::uint32_t number, FriendPath *path);
    void changeKind(FriendPath &path, path::Kind kind);
    void updateRelayed();
    void assertThread() const { Q_ASSERT(thread_ == QThread::currentThread()); }

    QThread *thread_;
    Timers &timers_;
    ToxInstance tox_;
    IterateSchedule schedule_; // before tox_ is gone: it watches its descriptor
    Bootstrap bootstrap_;
    RelaySockets relays_;
    std::map<PublicKey, std::unique_ptr<FriendPath>> paths_;
    std::vector<FriendPath *> byNumber_; // toxcore's friend numbers, which are small; null: none

    // What toxcore said during tox_iterate(), to be acted on after it.
    Connection connection_ = Connection::None;
    bool connectionChanged_ = false;
    std::vector<FriendPath *> changed_;  // their kind
    std::vector<FriendPath *> touched_;  // by datagrams
    std::vector<std::uint8_t> batch_;    // the bytes of these
    Inbox inbox_;

    bool inside_ = false;                                // iterate()
    std::vector<std::unique_ptr<FriendPath>> retired_;   // removed inside a callback
};

} // namespace culvert::tox
