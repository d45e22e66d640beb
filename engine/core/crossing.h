// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <memory>

#if defined(__SANITIZE_THREAD__)
extern "C" void __tsan_acquire(void *address);
extern "C" void __tsan_release(void *address);
#endif

namespace culvert {

// The one way from a thread to another: runs `what` later on the thread of `there`, unless `there` is gone by then. Only
// values may be captured. Under ThreadSanitizer it carries the happens-before marks that an uninstrumented Qt lacks.
inline void post(QObject *there, std::function<void()> what)
{
    auto parcel = std::make_shared<std::function<void()>>(std::move(what));
#if defined(__SANITIZE_THREAD__)
    __tsan_release(parcel.get());
#endif
    QMetaObject::invokeMethod(
        there,
        [parcel = std::move(parcel)] {
#if defined(__SANITIZE_THREAD__)
            __tsan_acquire(parcel.get());
#endif
            (*parcel)();
        },
        Qt::QueuedConnection);
}

} // namespace culvert
