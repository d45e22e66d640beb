// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QLabel;
class QMainWindow;
class QMenu;

namespace culvert::ui {

class Service;

// What the window says of the service that has the engine, and its action to take over.
class ServiceView final : public QObject {
    Q_OBJECT
public:
    // `service` outlives the window. The action comes before `before` in `menu`.
    ServiceView(Service &service, QMainWindow &window, QMenu &menu, QAction *before);

    // Whether the tunnels go on without this program.
    [[nodiscard]] bool carries() const;

private:
    void refresh();
    void askWhetherToTakeOver();

    Service &service_;
    QMainWindow &window_;
    QLabel *label_;
    QAction *takeOver_;
};

} // namespace culvert::ui
