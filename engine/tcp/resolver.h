// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ip_address.h"
#include "core/result.h"
#include "core/timers.h"

#include <QList>

#include <functional>
#include <memory>

namespace culvert::tcp {

// One look-up; destroying it gives it up. The callback comes at most once, from the event loop.
class Lookup {
public:
    // At least one address. Errors: TargetNameNotFound (detail: the system's text), TargetTimedOut where there is a limit; the
    // subject is the name.
    using Done = std::function<void(Result<QList<IpAddress>>)>;

    virtual ~Lookup() = default;
};

// Asks the system (QHostInfo), never a proxy. `name` is one of normalisedHost(). For limits::lookup at most:
[[nodiscard]] std::unique_ptr<Lookup> lookUp(const QString &name, Timers &timers, Lookup::Done done);
// Until the system answers, however long that takes: it has a thread of QHostInfo until then, also when it is given up.
[[nodiscard]] std::unique_ptr<Lookup> lookUp(const QString &name, Lookup::Done done);

} // namespace culvert::tcp
