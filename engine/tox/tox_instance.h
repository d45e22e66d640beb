// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/network_proxy.h"
#include "core/result.h"

#include <QByteArray>

#include <tox/tox.h>

#include <memory>
#include <optional>

namespace culvert::tox {

struct ToxKill {
    void operator()(Tox *tox) const { tox_kill(tox); }
};
using ToxInstance = std::unique_ptr<Tox, ToxKill>;

// How a Tox instance is begun. As it stands here it opens no socket.
struct InstanceOptions {
    QByteArray save{};       // empty: a new identity
    bool udp = false;
    bool ipv6 = false;       // IPv4 alone is tried too where the system has no IPv6
    bool lanDiscovery = false;
    std::optional<NetworkProxy> proxy{}; // for TCP
    bool savedRelays = false;
    quint16 udpPort = 0;     // 0: any free one of 33445 to 33545, else any
};

// No friends in it. Errors: ToxStartFailed; IdentityBroken, for a save that is not whole or encrypted.
[[nodiscard]] Result<ToxInstance> openInstance(const InstanceOptions &options);

[[nodiscard]] ToxAddress addressOf(const Tox *tox);
[[nodiscard]] QByteArray saveOf(const Tox *tox); // secret
void setNospam(Tox *tox, const Nospam &nospam);

} // namespace culvert::tox
