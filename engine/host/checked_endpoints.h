// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"

#include <QList>
#include <QStringList>

namespace culvert::host {

// Where a machine is reached by UDP, as a person wrote it; each once. Errors: EndpointInvalid, LimitReached.
[[nodiscard]] Result<QList<Endpoint>> checkedEndpoints(const QStringList &texts);

} // namespace culvert::host
