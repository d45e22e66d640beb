// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/random.h"
#include "core/timers.h"
#include "path/direct_path.h"

#include <QHash>
#include <QSet>

#include <map>

namespace culvert::path {

// Whether an address may be believed on a peer's word: not loopback, link-local, multicast, broadcast or unspecified, and
// with a port.
[[nodiscard]] bool mayBeElsewhere(const UdpAddress &address);

// This machine's UDP socket and the direct paths that share it. What comes from the address of a path that is up goes to
// that path; a probe goes to the path of its tag; anything else is dropped without a word. Engine thread.
class DirectNetwork {
public:
    // Port 0: any. Errors: UdpSocket::open's.
    static Result<std::unique_ptr<DirectNetwork>> open(quint16 port, Reach reach, const PublicKey &self, Timers &timers, Random &random);

    // A path, down at first; destroy it before this.
    [[nodiscard]] std::unique_ptr<DirectPath> makePath(const PublicKey &peer, const wire::SymmetricKey &probeKey);

    // Where this machine may be reached: the addresses of its interfaces that may be believed on our word. None with
    // Reach::ThisMachine: only who has its address configured finds the way.
    [[nodiscard]] QList<UdpAddress> ownAddresses() const;
    [[nodiscard]] quint16 port() const { return socket_->port(); }

private:
    friend class DirectPath;

    DirectNetwork(Reach reach, const PublicKey &self, Timers &timers, Random &random)
        : reach_(reach), self_(self), timers_(timers), random_(random)
    {
    }

    void readable();
    void forget(DirectPath &path);
    void route(const UdpAddress &from, DirectPath *to); // null: nowhere

    [[nodiscard]] UdpSocket &socket() { return *socket_; }
    [[nodiscard]] Timers &timers() { return timers_; }
    [[nodiscard]] Random &random() { return random_; }
    [[nodiscard]] const PublicKey &self() const { return self_; }

    const Reach reach_;
    const PublicKey self_;
    Timers &timers_;
    Random &random_;
    std::unique_ptr<UdpSocket> socket_;
    std::map<wire::ProbeTag, DirectPath *> byTag_;
    QHash<UdpAddress, DirectPath *> byAddress_;
    QSet<DirectPath *> touched_;            // by the batch that is being read
};

} // namespace culvert::path
