// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace culvert {

// What a link of an invite begins with, in whatever case (RFC 3986, section 3.1). What is behind it: PROTOCOL.md, "Invite".
inline constexpr QStringView inviteScheme = u"culvert:";

[[nodiscard]] inline bool hasInviteScheme(QStringView text) { return text.startsWith(inviteScheme, Qt::CaseInsensitive); }

} // namespace culvert
