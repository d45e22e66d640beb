// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/ledger.h"
#include "proxy/conversation.h"
#include "tcp/tcp_end.h"
#include "tunnel/proxy_end.h"

#include <functional>
#include <limits>
#include <memory>

namespace culvert::tunnel {

class ProxyClient;

// What an application at a proxy port needs of the port.
class ProxyAccess {
public:
    using MakeProxyEnd = std::function<std::unique_ptr<ProxyEnd>(tcp::ByteEndEvents &)>;

    [[nodiscard]] virtual proxy::Manners manners() const = 0;
    // A connection to a target of the peer, for the application at this address; its end may be lost before this returns.
    virtual ConnectionId connect(const QString &from, const Endpoint &target, const MakeProxyEnd &makeEnd) = 0;
    virtual void drop(ConnectionId connection, ErrorCode code) = 0;
    [[nodiscard]] virtual bool peerAnswers() const = 0;
    // Nothing more will come of it. It may be inside one of its functions.
    virtual void clientOver(ProxyClient &client) = 0;

protected:
    ~ProxyAccess() = default;
};

// One application connected to a proxy port: moves bytes between its socket, the conversation that makes sense of them, and
// the connection to the target that is wanted at the time, with back-pressure both ways. Nothing of it waits for ever: each
// state but the carrying of bytes has a limit. Engine thread.
class ProxyClient final : private tcp::ByteEndEvents, private ProxyTalker {
public:
    // Owns the descriptor.
    ProxyClient(tcp::Descriptor descriptor, const QString &from, ProxyAccess &access, Timers &timers, tcp::Readiness &readiness,
                Ledger &ledger);
    ~ProxyClient();
    ProxyClient(const ProxyClient &) = delete;
    ProxyClient &operator=(const ProxyClient &) = delete;

    [[nodiscard]] bool hasTarget() const { return end_ != nullptr; }

private:
    using Phase = proxy::Conversation::Phase;

    void endReadable() override;
    void endWritable() override;
    void endClosed(const Error &reason) override;

    tcp::ByteEnd::ReadResult giveTarget(std::span<std::uint8_t> into) override;
    qsizetype takeAnswer(std::span<const std::uint8_t> bytes) override;
    void answerFinished() override;
    void setTargetReading(bool on) override;
    void targetConnected() override;
    void targetLost(const Error &reason) override;
    void targetGone() override { end_ = nullptr; }

    [[nodiscard]] Phase phase() const { return talk_ ? talk_->phase() : Phase::Listening; }
    void later();
    void settle();
    void listen();
    bool readMore();
    void drain();
    bool flush();
    void connect();
    void releaseTarget();
    void closeDown();
    [[nodiscard]] qsizetype undelivered() const;
    void linger();
    void hangUp();
    void timeUp();
    void arrange();
    void over();

    const QString from_;
    ProxyAccess &access_;
    Timers &timers_;
    std::unique_ptr<proxy::Conversation> talk_; // from the first byte on
    QByteArray input_;             // read and not yet heard; at most limits::proxyPiece
    ProxyEnd *end_ = nullptr;      // of the connection to the target; owned by that
    ConnectionId connection_ = 0;  // its number
    Instant connectUntil_{};
    bool connecting_ = false;
    bool exchanged_ = false;       // since the limit for a greeting was set anew
    bool targetReads_ = true;
    bool blocked_ = false;         // the target's bytes wait for the application
    bool finishDue_ = false;       // our FIN, behind what waits
    bool applicationEnded_ = false; // its FIN was read
    bool endHeard_ = false;        // and told to the conversation
    bool closing_ = false;
    qsizetype undelivered_ = std::numeric_limits<qsizetype>::max(); // when it was last looked at, while closing
    Instant closeUntil_{};
    bool over_ = false;
    Ledger::Gauge queued_;
    std::unique_ptr<Alarm> turn_;
    std::unique_ptr<Alarm> limit_;
    tcp::TcpEnd tcp_;
};

} // namespace culvert::tunnel
