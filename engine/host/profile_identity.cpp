// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/profile_identity.h"

namespace culvert::host {

Result<tox::Identity> identityOf(profile::Profile &profile)
{
    const auto save = profile.readIdentity();
    if (!save)
        return save.error();
    if (*save)
        return tox::loadIdentity(**save, profile.folder() + QStringLiteral("/identity.tox"));
    auto made = tox::createIdentity();
    if (!made)
        return made;
    if (const auto written = profile.writeIdentity(made->save); !written)
        return written.error();
    return made;
}

} // namespace culvert::host
