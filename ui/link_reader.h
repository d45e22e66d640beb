// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <functional>

namespace culvert::ui {

// What a link says of the one who made it. All but the key are its words.
struct LinkWords {
    QString key;        // in hex
    QString name;       // may be empty
    QDateTime expiresAt;
    QStringList allow;  // what may be reached there
};

// How links are written is no matter of a window. Errors: InviteInvalid, UnsupportedVersion.
using LinkReader = std::function<Result<LinkWords>(const QString &link)>;

} // namespace culvert::ui
