// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace culvert {

// Udp: a forward of datagrams. Reverse: the peer listens, and the target is here.
enum class TunnelKind { Forward, Proxy, Udp, Reverse };

} // namespace culvert
