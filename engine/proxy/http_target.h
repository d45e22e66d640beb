// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"

#include <QByteArray>

#include <optional>

namespace culvert::proxy {

// A request target in absolute form (RFC 9112 section 3.2.2), taken apart.
struct HttpTarget {
    Endpoint host;        // port 80 where none is said
    QByteArray authority; // as it stands there, for the Host field
    QByteArray path;      // with the query; "/" where there is none
};

// Nothing: not of the schemes http or ws, or no usable host; also with a user's name in it, which is not for the line.
[[nodiscard]] std::optional<HttpTarget> parseHttpTarget(const QByteArray &uri);

// HOST:PORT of CONNECT (section 3.2.3), with its port.
[[nodiscard]] std::optional<Endpoint> parseAuthority(const QByteArray &text);

} // namespace culvert::proxy
