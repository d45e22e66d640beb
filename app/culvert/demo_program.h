// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/quit_signal.h"
#include "app/culvert/desktop.h"
#include "app/demo/demo.h"

#include <QTemporaryDir>


namespace culvert::app {

// The demo in a window: what is shown is "this machine" of the two.
class DemoProgram final : public QObject {
    Q_OBJECT
public:
    // `appearance` outlives the program.
    explicit DemoProgram(Appearance &appearance, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void finished(int exitCode);

private:
    QTemporaryDir memory_;
    QuitSignal quit_;
    demo::Demo demo_;
    Desktop desktop_;
};

} // namespace culvert::app
