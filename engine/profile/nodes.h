// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bootstrap_node.h"
#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace culvert::profile {

// The JSON that the public node lists serve: {"nodes":[{"ipv4","ipv6","port","tcp_ports","public_key",…}]}; "-" or
// "NONE" is no address; unknown keys are ignored, an unusable entry is skipped, as is
// what follows the first thousand nodes, a list without a usable one is an error.
// Error: NodesBroken with `source` as subject.
[[nodiscard]] Result<QList<BootstrapNode>> parseNodes(const QByteArray &json, const QString &source);

// Nodes that come with the program, of several operators and lists (resources/nodes.json says which).
[[nodiscard]] QList<BootstrapNode> builtInNodes();

} // namespace culvert::profile
