// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bootstrap_node.h"

#include <QGroupBox>

class QAction;
class QLabel;
class QTreeWidget;

namespace culvert::ui {

class EngineState;

// Bootstrap nodes of a person's own: while there are any they are asked alone, else those that come with the program.
class NodesSettings final : public QGroupBox {
    Q_OBJECT
public:
    // `engine` outlives this object.
    explicit NodesSettings(EngineState &engine, QWidget *parent = nullptr);

    // Shows what the engine has.
    void load();

private:
    QAction *makeAction(const QString &text, const char *object, void (NodesSettings::*act)());
    void show(const QString &source, const QList<BootstrapNode> &nodes);
    void setKnown(bool known);
    void refresh();
    void edit(qsizetype at);
    void add();
    void editChosen();
    void paste();
    void removeChosen();
    void removeAll();
    void keep(const QList<BootstrapNode> &nodes, const QString &said);
    [[nodiscard]] qsizetype chosen() const; // -1: none

    EngineState &engine_;
    QLabel *source_;
    QTreeWidget *list_;
    QAction *add_;
    QAction *edit_;
    QAction *remove_;
    QAction *paste_;
    QAction *removeAll_;
    QList<BootstrapNode> nodes_; // of one's own
    bool known_ = false;         // nodes_ is what the engine has: only then may a whole list be sent
};

} // namespace culvert::ui
