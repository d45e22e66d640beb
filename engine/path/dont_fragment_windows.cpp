// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/dont_fragment.h"

#include <winsock2.h>
#include <ws2tcpip.h>

namespace culvert::path {

void dontFragment(qintptr descriptor)
{
    const DWORD on = 1;
    const auto *value = reinterpret_cast<const char *>(&on);
    ::setsockopt(SOCKET(descriptor), IPPROTO_IP, IP_DONTFRAGMENT, value, sizeof on);
    ::setsockopt(SOCKET(descriptor), IPPROTO_IPV6, IPV6_DONTFRAG, value, sizeof on);
}

} // namespace culvert::path
