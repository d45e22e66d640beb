// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"

#include <QString>

// Invites in a person's words, translated. Pure.
namespace culvert::ui {

// What a peer, or who uses an invite, may reach, as "HOST:PORT, HOST:PORT" or words for nothing.
[[nodiscard]] QString allowedText(const QStringList &targets);

// One line: which it is, since when, and what it would open.
[[nodiscard]] QString inviteLine(const api::InviteInfo &invite, const QDateTime &now);

} // namespace culvert::ui
