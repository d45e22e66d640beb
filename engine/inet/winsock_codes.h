// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

// What the numbers of Windows' sockets mean, so that a person reads the same sentences as elsewhere. Numbers in, codes out: the same on
// every system, and tested on every one.
namespace culvert::inet::winsock {

// Of a dial. Any other number: TargetFailed.
[[nodiscard]] ErrorCode dialCode(int error);

// Of listening: PortInUse, PortNotPermitted, AddressNotLocal, DescriptorsExhausted, else ListenFailed.
[[nodiscard]] ErrorCode listenCode(int error);

} // namespace culvert::inet::winsock
