// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QTemporaryDir>

namespace culvert::test {

// A profile's folder and beside it, from here on, the runtime folder of this process, in which control sockets lie. Below /tmp: the
// path of a socket must be short. Both go with this object.
struct ProfileFolder {
    ProfileFolder() { qputenv("XDG_RUNTIME_DIR", dir.path().toUtf8()); }
    [[nodiscard]] bool make() const { return dir.isValid() && QDir().mkpath(path); }

    const QTemporaryDir dir{QStringLiteral("/tmp/culvert-test-XXXXXX")};
    const QString path = dir.filePath(QStringLiteral("p"));
};

} // namespace culvert::test
