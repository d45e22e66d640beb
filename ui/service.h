// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QObject>
#include <QString>

#include <optional>

namespace culvert::ui {

// The program without a window that has the engine, while this one only shows it.
class Service : public QObject {
    Q_OBJECT
public:
    enum class State {
        Attached,
        Lost,       // it has gone or does not answer, and is looked for
        TakingOver, // this program starts an engine of its own
    };

    using QObject::QObject;

    [[nodiscard]] virtual State state() const = 0;
    [[nodiscard]] virtual QString version() const = 0;
    // Lost: why it is not attached again, if that is more than that it is not there.
    [[nodiscard]] virtual std::optional<Error> trouble() const = 0;

    // Has this program carry the tunnels: asks the service, if it is there, to end in order. Everything that shows it is made anew
    // when that is done; a failure is shown in the window.
    virtual void takeOver() = 0;

Q_SIGNALS:
    void changed();
};

} // namespace culvert::ui
