// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"

#include <QDialog>

class QLabel;

namespace culvert::ui {

class EngineState;

// What a peer wants to reach, and the three answers. Closes when it is answered here or elsewhere, or its time is up; closed
// without an answer it leaves the question open. Deletes itself. Open it with open().
class QuestionDialog final : public QDialog {
    Q_OBJECT
public:
    // `engine` outlives the dialog.
    QuestionDialog(EngineState &engine, const api::QuestionInfo &question, QWidget *parent);

    [[nodiscard]] QuestionId question() const { return id_; }

private:
    void refresh();
    void answer(const QString &word);

    EngineState &engine_;
    QuestionId id_;
    QLabel *left_;
};

} // namespace culvert::ui
