// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace culvert::app {

// The system's wish that this program ends (SIGINT, SIGTERM, SIGHUP; Ctrl-C and closing the console on Windows) as a
// signal of the event loop. One per process, on the main thread, made before other threads exist.
class QuitSignal : public QObject {
    Q_OBJECT
public:
    explicit QuitSignal(QObject *parent = nullptr);
    ~QuitSignal() override;

Q_SIGNALS:
    void requested();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace culvert::app
