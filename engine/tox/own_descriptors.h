// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace culvert::tox {

// Calls for each descriptor that this process has open, until true is returned. Linux.
void forEachDescriptor(const std::function<bool(int)> &isEnough);

// `type`: SOCK_STREAM, SOCK_DGRAM. False also for what is no socket.
[[nodiscard]] bool isSocketOf(int type, int descriptor);

} // namespace culvert::tox
