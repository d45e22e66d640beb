// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMessageBox>

namespace culvert::ui {

// Asks before quitting cuts connections. Deletes itself when it is answered.
class QuitBox : public QMessageBox {
    Q_OBJECT
public:
    // `open`: how many connections would be cut, at least one. `canHide`: a tray is there, so that the window may be hidden instead.
    QuitBox(qsizetype open, bool canHide, QWidget *window);

Q_SIGNALS:
    void quitChosen();
    void hidingChosen();
};

} // namespace culvert::ui
