// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/random.h"
#include "core/timers.h"
#include "inet/socket_address.h"
#include "path/datagram_path.h"
#include "wire/probe.h"

#include <QList>

#include <deque>
#include <optional>

namespace culvert::path {

class DirectNetwork;

// The direct UDP way to one peer. Looks for it by probing addresses where the peer may be; is up from the first
// authenticated exchange of full-size datagrams with one of them, until nothing has come from there for limits::silence.
// Both sides probe at once, which opens the way through most routers. Made by a DirectNetwork. Engine thread.
class DirectPath final : public DatagramPath {
public:
    ~DirectPath() override;

    SendResult send(std::span<const std::uint8_t> datagram) override;
    void flush() override;
    void vouch() override;
    [[nodiscard]] Kind kind() const override { return remote_ ? Kind::Direct : Kind::None; }

    // Where the peer says it may be. On its word alone never a loopback, link-local, multicast, broadcast or unspecified
    // address. At most limits::directCandidates are kept. Begins to look at once.
    void offer(const QList<inet::SocketAddress> &candidates);
    // Where a person here says it is: any address; at most limits::directCandidates are kept, instead of those of an
    // earlier call and beside those that the peer names. Begins to look if they are others than before.
    void configure(const QList<inet::SocketAddress> &addresses);
    [[nodiscard]] const QList<inet::SocketAddress> &configured() const { return configured_; }
    // The network under this machine has changed, or it woke. Looks again at every address; a way that is up has
    // limits::directCheck for an answer, else it goes down or moves to an address that did answer.
    void recheck();

private:
    friend class DirectNetwork;
    struct Asked {
        wire::ProbeNonce nonce;
        inet::SocketAddress address;
    };

    DirectPath(DirectNetwork &network, const PublicKey &peer, const wire::SymmetricKey &probeKey);

    void arrived(const inet::SocketAddress &from, std::span<const std::uint8_t> datagram);
    void probeArrived(const inet::SocketAddress &from, std::span<const std::uint8_t> datagram);
    void remember(const inet::SocketAddress &candidate);
    void look();
    void askNext();
    [[nodiscard]] bool wasUpLately() const;
    void ask(const inet::SocketAddress &whom);
    void takeFrom(const inet::SocketAddress &address);
    void answer(const inet::SocketAddress &whom, const wire::ProbeNonce &nonce);
    void tick();
    void beginCheck(bool needsAnswer);
    void endCheck();
    void checkTick(Instant now);
    void comeUp(const inet::SocketAddress &remote);
    void goDown();

    // Of a way that is up and in doubt: asks there and elsewhere in turn.
    struct Check {
        Instant until;
        bool needsAnswer;                             // else anything from there settles it
        bool elsewhere = false;                       // the next question goes to a candidate
        std::optional<inet::SocketAddress> instead{}; // another address that has answered
    };

    DirectNetwork &network_;
    const PublicKey peer_;
    const wire::SymmetricKey key_;
    QList<inet::SocketAddress> configured_;
    QList<inet::SocketAddress> candidates_;         // of the peer's word, and where its questions came from
    qsizetype next_ = 0;                            // to be asked, over both lists
    std::deque<Asked> asked_;                       // the last questions
    std::optional<inet::SocketAddress> remote_;
    std::optional<inet::SocketAddress> lastRemote_; // the address of the way that went down last
    Instant downSince_{};
    bool askedLastRemote_ = false;                  // in turn with the candidates
    std::optional<inet::SocketAddress> asker_;      // while down: where the last authentic question came from
    Instant lastAsked_{};
    Instant lastHeard_{};
    Instant lastAnswered_{};
    Instant lastConfirmed_{};                       // by an answer
    std::optional<Check> check_;
    Instant suspected_{};                           // when a question from elsewhere last began a check
    Instant eagerUntil_{};                          // look often until then, seldom after
    std::unique_ptr<Alarm> alarm_;
};

} // namespace culvert::path
