// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"

#include <QGroupBox>

class QAction;
class QSortFilterProxyModel;

namespace culvert::ui {

class EngineState;
class TableView;

// The machines that asked to be paired without an invite, and the three answers. Hidden while there is none.
class RequestsBox final : public QGroupBox {
    Q_OBJECT
public:
    // `engine` outlives this object.
    explicit RequestsBox(EngineState &engine, QWidget *parent = nullptr);

    // The keyboard is there, if there is anything to answer.
    void takeFocus();

Q_SIGNALS:
    void accepted(const QString &key); // and is a peer now

private:
    void refresh();
    void accept();
    void refuse();
    void block();
    [[nodiscard]] const api::RequestInfo *selected() const; // valid until the next snapshot
    [[nodiscard]] static QString nameOf(const api::RequestInfo &request);

    EngineState &engine_;
    QSortFilterProxyModel *sorted_;
    TableView *table_;
    QAction *accept_;
    QAction *refuse_;
    QAction *block_;
};

} // namespace culvert::ui
