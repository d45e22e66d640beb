// SPDX-License-Identifier: GPL-3.0-or-later
#include "inet/system_error.h"

#include "inet/winsock_codes.h"

namespace culvert::inet {

ErrorCode dialCode(int error) { return winsock::dialCode(error); }
ErrorCode listenCode(int error) { return winsock::listenCode(error); }

} // namespace culvert::inet
