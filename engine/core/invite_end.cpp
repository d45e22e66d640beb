// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/invite_end.h"

namespace culvert {

QString inviteEndName(InviteEnd end)
{
    switch (end) {
    case InviteEnd::Used: return QStringLiteral("used");
    case InviteEnd::Expired: return QStringLiteral("expired");
    case InviteEnd::Revoked: return QStringLiteral("revoked");
    case InviteEnd::AddressChanged: return QStringLiteral("addressChanged");
    }
    Q_UNREACHABLE();
}

std::optional<InviteEnd> inviteEndNamed(QStringView name)
{
    for (const InviteEnd end : {InviteEnd::Used, InviteEnd::Expired, InviteEnd::Revoked, InviteEnd::AddressChanged}) {
        if (inviteEndName(end) == name)
            return end;
    }
    return std::nullopt;
}

} // namespace culvert
