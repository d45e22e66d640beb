// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <utility>

namespace culvert {

// The one way from a thread to another: runs `what` later on the thread of `there`, unless `there` is gone by then. Only
// values may be captured.
inline void post(QObject *there, std::function<void()> what)
{
    QMetaObject::invokeMethod(there, std::move(what), Qt::QueuedConnection);
}

} // namespace culvert
