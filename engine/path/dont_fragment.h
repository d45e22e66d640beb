// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace culvert::path {

// Has the system send each datagram of this UDP socket whole or not at all, so that a probe of full size proves a way for datagrams of
// full size (engine/wire/PROTOCOL.md, "Probe"). Where the system cannot, nothing happens.
void dontFragment(qintptr descriptor);

} // namespace culvert::path
