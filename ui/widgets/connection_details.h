// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/connections_model.h"

#include <QWidget>

class QLabel;

namespace culvert::ui {

class EngineState;
class Graph;

// One connection: what became of it in words, its story, the program at its end, and its rate over the last minute.
class ConnectionDetails final : public QWidget {
    Q_OBJECT
public:
    // `engine` outlives this object.
    explicit ConnectionDetails(EngineState &engine, QWidget *parent = nullptr);

    void show(const ConnectionRow &row);
    // None, or several: `text` says what to do.
    void showNone(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void keepRoom();
    void askProgram(const api::ConnectionInfo &info);
    [[nodiscard]] QString summary(const ConnectionRow &row) const;

    EngineState &engine_;
    QLabel *summary_;
    QLabel *story_;
    Graph *graph_;
    ConnectionId asked_ = 0; // whose program was asked for
    QString program_;        // of asked_, when it is known
};

} // namespace culvert::ui
