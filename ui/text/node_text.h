// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bootstrap_node.h"
#include "core/result.h"

#include <QJsonValue>
#include <QList>
#include <QString>

#include <optional>

// Bootstrap nodes between a person and the engine's answers.
namespace culvert::ui {

// {"nodes": […]} of the engine; what is none is left out.
[[nodiscard]] QList<BootstrapNode> nodesFrom(const QJsonValue &reply);
[[nodiscard]] QString portsText(const QList<quint16> &ports); // 443, 3389

// Ports with commas or white space between them. Error: NodeInvalid.
[[nodiscard]] Result<QList<quint16>> parsePorts(const QString &text);

// What is wrong with a part of a node as one types it; NodeInvalid.
[[nodiscard]] std::optional<Error> checkNodeHost(const QString &text);
[[nodiscard]] std::optional<Error> checkNodePort(const QString &text);
[[nodiscard]] std::optional<Error> checkNodePorts(const QString &text);
[[nodiscard]] std::optional<Error> checkNodeKey(const QString &text);

} // namespace culvert::ui
