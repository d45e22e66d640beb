// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QByteArray>

#include <optional>

namespace culvert::tox {

// What this program takes of a Tox save: the key pair, and the nodes and relays it was joined by. Friends, groups and
// names stay behind: the user of a node adds its peers, and a save of another program must not join that one's groups.
struct ReducedSave {
    QByteArray save; // loadable by toxcore; secret
    PublicKey key;   // the public key it says it has
};

enum class Relays { Keep, Drop };

// Nothing if it is not one whole Tox save; toxcore alone would take one that was cut between two sections, and go on
// with a new identity. Source: Tox protocol specification, "State Format".
[[nodiscard]] std::optional<ReducedSave> reduceSave(const QByteArray &save, Relays relays);

} // namespace culvert::tox
