// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/timers.h"

#include <QJsonObject>

namespace culvert::app {

// The socket that a program hands to the running program of a profile, which makes it the near end of a connection; here its other
// end, which blocks. Where this process dies without a word, the connection is reset. Blocks.
class CallerSocket {
public:
    CallerSocket() = default;
    ~CallerSocket();
    CallerSocket(const CallerSocket &) = delete;
    CallerSocket &operator=(const CallerSocket &) = delete;

    // Asks for a connection and waits for the answer: {"reply"} or {"error"}. What comes behind it at the descriptor is the
    // connection's. To be called once. Errors: NotRunning, ControlFailed, and what the program says.
    [[nodiscard]] QJsonObject open(const QString &profileFolder, const QJsonObject &question, Duration limit);

    [[nodiscard]] qintptr descriptor() const { return descriptor_; }

private:
    [[nodiscard]] static QJsonObject failed(const Error &error);
    [[nodiscard]] static QJsonObject answerOf(const QByteArray &line); // empty: none came

    qintptr descriptor_ = -1;
};

} // namespace culvert::app
