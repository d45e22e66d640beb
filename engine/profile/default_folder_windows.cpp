// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profile.h"

#include <QStandardPaths>

namespace culvert::profile {

QString Profile::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/culvert");
}

} // namespace culvert::profile
