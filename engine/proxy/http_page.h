// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "proxy/conversation.h"

namespace culvert::proxy {

// Whole answers of the proxy port itself, with their heads. Each ends its connection.

// 403, 502, 503 or 504 with the sentence for the error (api::sentence).
[[nodiscard]] QByteArray errorPage(const Error &error, bool withBody);
// 400, 404, 405, 407, 431 or 501: the request is at fault.
[[nodiscard]] QByteArray requestPage(int status, bool withBody);
// What this port is and how to use it.
[[nodiscard]] QByteArray helpPage(const Manners &manners, const QByteArray &host, bool withBody);
// Proxy auto-configuration: everything by this port.
[[nodiscard]] QByteArray pacFile(const Manners &manners, const QByteArray &host, bool withBody);

} // namespace culvert::proxy
