// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace culvert::app {

// The desktop's wish that this program ends, because the person logs out: an X11 session manager's (XSMP), the end of a session on
// Windows. Qt would ask every window to close for it, and a window may hide instead or ask what to do; here none is asked, because
// nothing is unsaved. One per process, on the main thread, with a QApplication.
class SessionEnd : public QObject {
    Q_OBJECT
public:
    explicit SessionEnd(QObject *parent = nullptr);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void requested();
};

} // namespace culvert::app
