// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/access.h"
#include "tcp/dialler.h"
#include "tunnel/connection.h"
#include "tunnel/questions.h"
#include "udp/datagram_end.h"

namespace culvert::tunnel {

// What a reverse forward says of a connection that was accepted for it.
struct ReverseTarget {
    QString tunnel;
    Endpoint target;
    TunnelTraffic &traffic; // outlives the connection's use of it
};

// What a far connection asks about its peer, each time anew: the rules change, and the peer may be gone.
class TargetAccess {
public:
    [[nodiscard]] virtual QList<Rule> rulesOf(const PublicKey &peer) const = 0; // none for a peer that is gone
    virtual void countHit(const PublicKey &peer, qsizetype line) = 0;
    // Why the peer may not test the link in this role now; None: it may. No rule is asked: a test reaches nothing.
    [[nodiscard]] virtual ErrorCode testRefused(const PublicKey &peer, wire::TestRole role) const = 0;
    // Whether the peer has as many flows of UDP open as it may, or all peers together have.
    [[nodiscard]] virtual bool flowsFull(const PublicKey &peer) const = 0;
    // Makes the end of a flow to these addresses.
    [[nodiscard]] virtual Result<std::unique_ptr<udp::DatagramEnd>> connectFlow(const Endpoint &target, const QList<IpAddress> &addresses,
                                                                                udp::DatagramEndEvents &events) = 0;
    // A peer wants this machine to listen: its stream, behind the opening.
    virtual void listen(const PublicKey &peer, link::Stream &stream, const wire::ListenOpening &opening) = 0;
    // Where a connection of this reverse forward goes; none: the peer does not listen for one of that number.
    [[nodiscard]] virtual std::optional<ReverseTarget> reverse(const PublicKey &peer, wire::ReverseId id) = 0;
    [[nodiscard]] virtual std::unique_ptr<Questions::Ticket> ask(const Questions::About &about, Questions::Heard heard) = 0;
    // As Lookups::lookUp().
    [[nodiscard]] virtual std::unique_ptr<tcp::Lookup> lookUp(const PublicKey &peer, const QString &name, tcp::Lookup::Done done) = 0;

protected:
    ~TargetAccess() = default;
};

// A connection that a peer opened: reads what it is for, asks the rules - and a person, if they say so -, dials, answers.
// A name is looked up once, and what is dialled is an address that the rules were asked about. Bytes that come before the
// target is connected wait in the stream, bounded by its window. One that measures the link reaches nothing.
class FarConnection final : public Connection {
public:
    FarConnection(Facts facts, Timers &timers, Ledger &ledger, ConnectionEvents &events, tcp::Dialler &dialler, TargetAccess &access);
    ~FarConnection() override;

    void start(link::Stream &stream);
    void rulesChanged() override;

private:
    bool preamble() override;
    void measure(const wire::TestOpening &test);
    void carry();
    void openTo(const Endpoint &asked, Protocol protocol);
    void openReverse(wire::ReverseId id);
    void judge();
    void askPerson(const peer::Judgement &judgement, const QString &rule);
    void heard(bool allowed);
    void dial(const QList<IpAddress> &addresses);
    void connectFlow(const QList<IpAddress> &addresses);
    void dialled(Result<std::unique_ptr<tcp::ByteEnd>> end);
    void refuse(const QString &why = {});
    [[nodiscard]] bool stillAllowed() const;

    tcp::Dialler &dialler_;
    TargetAccess &access_;
    Ledger &ledger_;
    Host host_;
    Endpoint target_; // with the host as it is dialled
    QList<IpAddress> addresses_; // of the host; from the dial on those that are dialled
    bool opened_ = false; // the opening was read
    bool reverse_ = false; // of a reverse forward of this machine: no rule is asked
    bool personAllowed_ = false;
    std::unique_ptr<tcp::Lookup> lookup_;
    std::unique_ptr<Questions::Ticket> question_;
    std::unique_ptr<tcp::Dial> dial_;
    std::unique_ptr<Alarm> openingLimit_;
};

} // namespace culvert::tunnel
