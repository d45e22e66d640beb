// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/abandoned_lock.h"

#include <QDir>

#include <windows.h>

namespace culvert::profile {

struct AbandonedLock::Private {
    QString path;
};

AbandonedLock::AbandonedLock(const QString &path) : d(std::make_unique<Private>(Private{QDir::toNativeSeparators(path)})) {}
AbandonedLock::~AbandonedLock() = default;

bool AbandonedLock::hold() { return true; }

// Fails while anybody holds it, from the moment that it is made.
bool AbandonedLock::remove() { return ::DeleteFileW(reinterpret_cast<const wchar_t *>(d->path.utf16())) != 0; }

} // namespace culvert::profile
