// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/private_file.h"

#include <QFile>

#include <io.h>

bool culvert::profile::syncToDisk(QFile &file)
{
    // QFile has no C descriptor unless it was opened by one; the rename that follows is then all there is.
    return file.handle() < 0 || ::_commit(file.handle()) == 0;
}
