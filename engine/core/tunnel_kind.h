// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace culvert {

// Udp: a forward of datagrams. Reverse: the peer listens, and the target is here.
enum class TunnelKind { Forward, Proxy, Udp, Reverse };

// Whether the connections of a tunnel stay when it becomes what `after` says: only its name, group or limit is another. Else it is made
// anew. For what the profile has of a tunnel, and for what the outside may see of it.
template <class Tunnel>
[[nodiscard]] bool keepsConnections(Tunnel before, const Tunnel &after)
{
    before.name = after.name;
    before.group = after.group;
    before.limit = after.limit;
    return before == after;
}

} // namespace culvert
