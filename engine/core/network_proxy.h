// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"

#include <optional>

namespace culvert {

// A proxy of others that this machine goes through.
struct NetworkProxy {
    enum class Kind { Socks5, Http } kind = Kind::Socks5;
    Endpoint at;

    bool operator==(const NetworkProxy &) const = default;
};

// socks5://HOST:PORT or http://HOST:PORT, HOST:PORT as parseEndpoint() reads it; nothing for any other text.
[[nodiscard]] inline std::optional<NetworkProxy> parseNetworkProxy(const QString &text)
{
    const qsizetype mark = text.indexOf(QLatin1String("://"));
    const QString scheme = text.left(mark).toLower();
    if (mark < 0 || (scheme != u"socks5" && scheme != u"http"))
        return std::nullopt;
    const auto at = parseEndpoint(text.mid(mark + 3));
    if (!at)
        return std::nullopt;
    return NetworkProxy{scheme == u"http" ? NetworkProxy::Kind::Http : NetworkProxy::Kind::Socks5, *at};
}

} // namespace culvert
