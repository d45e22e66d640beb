// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/local_peer.h"

// The pipe's access list has said so already.
bool culvert::control::isOfThisUser(const QLocalSocket &) { return true; }
