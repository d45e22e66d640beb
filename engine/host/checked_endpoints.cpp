// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/checked_endpoints.h"

#include "core/limits.h"

namespace culvert::host {

Result<QList<Endpoint>> checkedEndpoints(const QStringList &texts)
{
    QList<Endpoint> out;
    for (const QString &text : texts) {
        const auto endpoint = parseEndpoint(text);
        if (!endpoint)
            return endpoint.error();
        if (!out.contains(*endpoint))
            out.append(*endpoint);
    }
    if (out.size() > limits::peerEndpoints)
        return Error{ErrorCode::LimitReached, QStringLiteral("%1 endpoints of a machine").arg(limits::peerEndpoints)};
    return out;
}

} // namespace culvert::host
