// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QFile>
#include <QString>

namespace culvert::app {

// What went wrong, one line each, in a file that only its owner may read: culvert.log of the profile. It grows to `sizeMax` and
// is then put aside as culvert.log.1, of which there are at most `oldMax`. A log that cannot be written is given up in silence:
// the errors are in the window, too.
class LogFile {
public:
    static constexpr qint64 sizeMax = 1 << 20; // bytes
    static constexpr int oldMax = 3;

    // Nothing is made before the first line.
    explicit LogFile(const QString &profileFolder, qint64 size = sizeMax);

    void write(const Error &error);

private:
    bool open();
    void putAside();

    QString path_;
    qint64 size_;
    QFile file_;
};

} // namespace culvert::app
