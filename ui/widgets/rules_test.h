// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/command.h"
#include "api/snapshot.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace culvert::ui {

class EngineState;

// Says for one target which rule line of a peer decides, and what follows; a name is looked up as the engine would.
class RulesTest final : public QWidget {
    Q_OBJECT
public:
    // `engine` outlives this object.
    explicit RulesTest(EngineState &engine, QWidget *parent = nullptr);

    // Whose rules are asked; null: nobody's. What was found goes when the peer or its lines are others.
    void setPeer(const api::PeerInfo *peer);

    // What was found, hidden while there is nothing to say; to be laid out beside this line.
    [[nodiscard]] QLabel *answer() const { return answer_; }

private:
    void test();
    void ask(const QStringList &addresses);
    void lookUp(const QString &name);
    void judge();
    void say(const QString &text);

    EngineState &engine_;
    QString peer_; // its key in hex; empty: nobody
    QStringList lines_;
    QLineEdit *target_;
    QPushButton *test_;
    QLabel *answer_;
    int asking_ = 0; // answers to older questions do not count
};

} // namespace culvert::ui
