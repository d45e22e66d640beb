// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/private_file.h"

#include <QFile>

#include <unistd.h>

bool culvert::profile::syncToDisk(QFile &file) { return ::fsync(file.handle()) == 0; }
