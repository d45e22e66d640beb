// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ngtcp2/ngtcp2.h>

namespace culvert::link {

// What ngtcp2 calls. The user data is the QuicConnection.
[[nodiscard]] ngtcp2_callbacks quicCallbacks();

} // namespace culvert::link
