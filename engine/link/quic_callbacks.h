// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/random.h"

#include <ngtcp2/ngtcp2.h>

#include <cstddef>

namespace culvert::link {

// What ngtcp2 calls. The user data is the QuicConnection.
[[nodiscard]] ngtcp2_callbacks quicCallbacks();

// `size`: up to NGTCP2_MAX_CIDLEN bytes.
[[nodiscard]] ngtcp2_cid randomConnectionId(Random &random, std::size_t size);

} // namespace culvert::link
