// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/later_calls.h"
#include "core/qt_timers.h"
#include "core/random.h"
#include "host/command_executor.h"
#include "host/engine_host.h"
#include "host/error_log.h"
#include "host/live_engine.h"
#include "host/pairing.h"
#include "path/network_watch.h"
#include "path/port_mapping.h"
#include "peer/request_door.h"
#include "tcp/readiness.h"
#include "tox/pass_key.h"
#include "tox/tox_node.h"
#include "tunnel/callers.h"
#include "tunnel/link_test.h"
#include "tunnel/listen_side.h"
#include "tunnel/target_side.h"
#include "tunnel/tunnel_list.h"

#include <functional>
#include <memory>

namespace culvert::host {

// Everything of one running engine, put together; owns every socket, stream, queue and the Tox instance. Made, used and
// destroyed on the engine thread.
class Engine final : public LiveEngine, private peer::PeerEvents {
public:
    // `trouble` is called for what a person should hear of at once.
    using Trouble = std::function<void(const Error &)>;

    // Errors: those of identityOf, parseNodes and ToxNode::start; the profile is let go of then.
    static Result<std::unique_ptr<Engine>> start(std::unique_ptr<profile::Profile> profile, const EngineOptions &options, const Secret &password,
                                                 Trouble trouble);
    ~Engine() override; // says goodbye to every peer, saves, and lets go of the profile

    using Give = std::function<void(const api::Reply &)>;
    // Gives the reply once: at once, or when what the command has changed is on the disk.
    void execute(const api::Command &command, Give give);
    void bootstrapFrom(quint16 udpPort, const PublicKey &dhtPublicKey);
    // As replacePassword(); what runs is not touched. Takes some tenths of a second, as deriving keys from passwords must.
    [[nodiscard]] api::Reply changePassword(const Secret &present, const Secret &fresh);
    // EngineClient::carry().
    void carry(tcp::Descriptor descriptor, const api::LocalCaller &caller);
    [[nodiscard]] Timers &timers() { return timers_; }
    void report(const Error &error); // enters it in the list of errors, and tells of it if it is new there

    [[nodiscard]] api::Snapshot snapshot() const override;
    void configChanged() override;
    void setPaused(bool paused) override;
    void refresh() override;
    [[nodiscard]] std::optional<Error> tunnelError(const QString &name) const override;
    [[nodiscard]] std::optional<Error> portError(const Endpoint &listen, Protocol protocol) override;
    [[nodiscard]] std::optional<QString> programOf(ConnectionId id) const override;
    [[nodiscard]] std::optional<api::ConnectionInfo> connection(ConnectionId id) const override { return connections_.find(id); }
    bool closeConnection(ConnectionId id) override;
    bool answerQuestion(QuestionId id, bool allowed) override { return questions_.answer(id, allowed); }
    bool refuseRequest(const PublicKey &id) override { return pairing_.refuse(id); }
    [[nodiscard]] Result<api::TestInfo> startTest(const PublicKey &peer, Duration direction) override;
    [[nodiscard]] Result<api::TestInfo> test(api::TestId id) const override { return tests_.find(id); }
    [[nodiscard]] Result<api::TestInfo> stopTest(api::TestId id) override { return tests_.stop(id); }

private:
    // What has to be there before the rest can be made; the ledger first, because it outlives all it counts.
    struct Ground {
        std::unique_ptr<Ledger> ledger;
        std::unique_ptr<QtTimers> timers;
        std::unique_ptr<profile::Profile> profile;
        std::optional<tox::PassKey> key;
        std::unique_ptr<tox::ToxNode> node;
        std::unique_ptr<SystemRandom> random;
        std::unique_ptr<path::DirectNetwork> direct; // null: switched off, or its port cannot be had
        std::optional<Error> directError;
    };
    Engine(Ground ground, Trouble trouble);

    void tell(const Error &event);
    void startMapping();
    [[nodiscard]] api::DirectInfo directInfo() const;
    void saveIdentity(); // behind
    void saveIdentityNow();
    [[nodiscard]] Result<ToxAddress> changeNospam(const Nospam &nospam);
    [[nodiscard]] QList<api::CounterInfo> counters(const QList<api::PeerInfo> &peers) const;

    void peerAnswered(peer::Peer &peer) override;
    void peerShowedToken(peer::Peer &peer, const InviteToken &token) override;
    void peerLinkChanged(peer::Peer &peer) override;
    void peerStreamOpened(peer::Peer &peer, link::Stream &stream) override;
    void peerTrouble(peer::Peer &peer, Error error) override;

    // In the order of making: each uses those above it.
    std::unique_ptr<Ledger> ledger_;
    std::unique_ptr<QtTimers> ownTimers_;
    QtTimers &timers_;
    LaterCalls later_; // what waits for the disk, or takes a peer from the book, and was learned inside of a peer or a socket
    std::unique_ptr<tcp::Readiness> readiness_;
    std::unique_ptr<SystemRandom> random_;
    Trouble trouble_;
    ErrorLog errors_;
    std::unique_ptr<profile::Profile> profile_;
    std::optional<tox::PassKey> key_; // what identity.tox is encrypted with; not there: nothing
    std::unique_ptr<tox::ToxNode> node_;
    std::unique_ptr<path::DirectNetwork> direct_;
    std::unique_ptr<path::PortMapping> mapping_; // null: switched off, or not built in
    Pairing pairing_;
    peer::RequestDoor door_;
    peer::PeerBook peers_;
    tunnel::Questions questions_;
    tunnel::ConnectionTable connections_;
    std::unique_ptr<tcp::Dialler> dialler_;
    std::unique_ptr<udp::Connector> datagrams_;
    tunnel::TargetSide targets_;
    tunnel::ListenSide listens_;
    tunnel::TunnelList tunnels_;
    tunnel::Callers callers_;
    tunnel::LinkTests tests_;
    bool paused_ = false;
    CommandExecutor executor_;
    std::unique_ptr<Alarm> saveAlarm_;
    std::unique_ptr<path::NetworkWatch> watch_;
    mutable QHash<QString, qint64> peaks_; // of the system's figures, as seen by snapshots
};

} // namespace culvert::host
