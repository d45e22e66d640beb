// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace culvert::app {

// Before any other thread exists: from here on the signals wait for a QuitSignal. A thread that exists already - a display's, say -
// would take them and end the program before it can say goodbye. And a pipe that nobody reads any more, such as that of stderr, no longer ends
// it: to write there fails. A process that is forked gets all of these as usual. Nothing to do on Windows.
void holdQuitSignals();

// The system's wish that this program ends (SIGINT, SIGTERM, SIGHUP; on Windows Ctrl-C, closing the console and an installer at work) as a
// signal of the event loop. One per process, on the main thread, after holdQuitSignals().
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
