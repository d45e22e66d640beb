// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/router.h"

namespace culvert::path {

std::unique_ptr<Router> Router::upnp(const QString &) { return nullptr; }

} // namespace culvert::path
