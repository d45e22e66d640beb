// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/private_file.h"

#include <QFile>

#include <io.h>

bool culvert::profile::syncToDisk(QFile &file) { return ::_commit(file.handle()) == 0; }
