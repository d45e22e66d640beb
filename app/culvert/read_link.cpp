// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvert/read_link.h"

#include "core/rule.h"
#include "host/peer_name.h"
#include "wire/invite.h"

namespace culvert::app {

Result<ui::LinkWords> readLink(const QString &link)
{
    const auto invite = wire::decodeInvite(link);
    if (!invite)
        return invite.error();
    QStringList allow;
    for (const Endpoint &target : invite->allow)
        allow += targetText(target, Protocol::Tcp);
    for (const Endpoint &target : invite->allowUdp)
        allow += targetText(target, Protocol::Udp);
    return ui::LinkWords{invite->address.publicKey().toHex(), host::saidName(invite->name), invite->expiresAt, allow};
}

} // namespace culvert::app
