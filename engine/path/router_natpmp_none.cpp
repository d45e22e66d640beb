// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/router.h"

namespace culvert::path {

std::unique_ptr<Router> Router::natPmp(const QHostAddress &) { return nullptr; }

} // namespace culvert::path
