// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace culvert::ui {

class EngineState;

// Whether this machine is in the Tox network, and a button that joins it anew.
class ToxState final : public QWidget {
    Q_OBJECT
public:
    // `engine` outlives this object.
    explicit ToxState(EngineState &engine, QWidget *parent = nullptr);

private:
    void follow();
    void refresh();

    EngineState &engine_;
    QLabel *state_;
    QLabel *done_; // when it was last asked for
    QPushButton *button_;
};

} // namespace culvert::ui
