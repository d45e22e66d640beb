// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QLocalSocket>
#include <QString>

#include <memory>

namespace culvert::control {

// What a program does for those at its control socket beside the engine's commands. Error of show() and quit():
// CommandUnknown, from a program that does not do it.
class SessionHost {
public:
    // Has the window shown, with the dialog that pairs if there is a link; a window that is attached is one as well.
    [[nodiscard]] virtual Outcome show(const QString &link) = 0;

    // Ends the program in order, soon.
    [[nodiscard]] virtual Outcome quit() = 0;

    // Takes the socket over: a window attaches at it. After an error it is the caller's as before.
    // Errors: ProfileInUse, the program has a window itself; LimitReached; ServiceDiffers, `format` is not api::streamFormat.
    [[nodiscard]] virtual Outcome attach(std::unique_ptr<QLocalSocket> &socket, int format) = 0;

protected:
    ~SessionHost() = default;
};

} // namespace culvert::control
