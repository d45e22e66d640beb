// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace culvert {

// Why an invite opens nothing any more.
enum class InviteEnd { Used, Expired, Revoked, AddressChanged };

// As config.json and docs/json.md have it: never renamed, never translated.
[[nodiscard]] QString inviteEndName(InviteEnd end); // used, expired, revoked, addressChanged
[[nodiscard]] std::optional<InviteEnd> inviteEndNamed(QStringView name);

} // namespace culvert
