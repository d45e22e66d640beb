// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"
#include "core/rule.h"

#include <QGroupBox>

#include <functional>

class QComboBox;
class QTreeWidget;

namespace culvert::ui {

class CheckedField;
class EngineState;
class RulesTest;

// The rule lines of one peer in their order, with how often each has decided, and what changes them: each change is one
// command that says what the lines were before.
class RulesEditor final : public QGroupBox {
    Q_OBJECT
public:
    // `engine` outlives the editor.
    explicit RulesEditor(EngineState &engine, QWidget *parent = nullptr);

    // Whose lines are shown; null: nobody's. The selected line stays selected while the peer stays.
    void setPeer(const api::PeerInfo *peer);

private:
    void makeLines();
    QLayout *makeTyped();
    void refresh();
    void lineChosen();
    [[nodiscard]] QStringList lines() const;
    [[nodiscard]] int chosen() const; // -1: none
    [[nodiscard]] RuleVerb verb() const; // the one that is chosen for what is typed
    [[nodiscard]] std::optional<Error> check(const QString &text) const;
    [[nodiscard]] QString typed() const;
    void add();
    void change();
    void move(int by);
    void removeChosen();
    void send(const QStringList &lines, const QString &chosenThen, std::function<void()> done = {});

    EngineState &engine_;
    api::PeerInfo peer_;
    bool hasPeer_ = false;
    QTreeWidget *list_;
    QComboBox *verb_;
    CheckedField *target_;
    RulesTest *test_;
    QAction *add_ = nullptr;
    QAction *change_ = nullptr;
    QAction *up_ = nullptr;
    QAction *down_ = nullptr;
    QAction *remove_ = nullptr;
    QStringList sent_;   // the lines that were asked for, until they come or others
    QString chosenThen_; // the one to select when they come
};

} // namespace culvert::ui
