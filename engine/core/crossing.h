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

#if defined(__SANITIZE_THREAD__)
// What is carried between two threads, with the happens-before marks that an uninstrumented Qt lacks. Only raw pointers lie in the
// memory that Qt hands over, and what touches it before the mark is not instrumented.
class Parcel {
public:
    explicit Parcel(std::function<void()> what) : what_(new std::function<void()>(std::move(what))) { __tsan_release(what_); }
    __attribute__((no_sanitize_thread)) Parcel(Parcel &&other) noexcept : what_(other.what_) { other.what_ = nullptr; }
    // Qt copies what it calls; the one that is called is the last.
    __attribute__((no_sanitize_thread)) Parcel(const Parcel &other) : what_(other.what_) { other.what_ = nullptr; }
    Parcel &operator=(const Parcel &) = delete;
    __attribute__((no_sanitize_thread)) ~Parcel()
    {
        if (!what_)
            return;
        __tsan_acquire(what_);
        delete what_;
    }
    __attribute__((no_sanitize_thread)) void operator()() const
    {
        __tsan_acquire(what_);
        (*what_)();
    }

private:
    mutable std::function<void()> *what_;
};
#else
using Parcel = std::function<void()>;
#endif

// The one way from a thread to another: runs `what` later on the thread of `there`, unless `there` is gone by then. Only
// values may be captured.
inline void post(QObject *there, std::function<void()> what)
{
    QMetaObject::invokeMethod(there, Parcel(std::move(what)), Qt::QueuedConnection);
}

} // namespace culvert
