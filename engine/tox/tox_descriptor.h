// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace culvert::tox {

// This process's UDP socket on every address at this port: toxcore does not tell its descriptor, and waiting for it
// is worth much (an idle round trip of 0.2 instead of 50 ms). -1 where it cannot be found; the socket stays toxcore's.
[[nodiscard]] int toxDescriptor(quint16 udpPort);

} // namespace culvert::tox
