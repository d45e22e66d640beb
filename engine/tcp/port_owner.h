// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace culvert::tcp {

// The program that listens on this TCP port of this machine, as "nginx (pid 812)"; empty where the system does not
// tell it. Reads through the processes, for 50 ms at most: for error texts and what a person asks for.
[[nodiscard]] QString portOwner(quint16 port);

// The program whose connected TCP socket has this port at its own end, of whatever address; empty where the system does not
// tell it. As dear.
[[nodiscard]] QString connectionOwner(quint16 port);

} // namespace culvert::tcp
