// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace culvert::test {

// The pages of the window, in its order.
enum Page { Tunnels, Peers, Connections, Errors, Diagnostics, Settings };

} // namespace culvert::test
