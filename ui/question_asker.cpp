// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/question_asker.h"

#include "ui/engine_state.h"

#include <algorithm>

namespace culvert::ui {

QuestionAsker::QuestionAsker(EngineState &engine, QWidget &window) : QObject(&window), engine_(engine), window_(window)
{
    connect(&engine_, &EngineState::updated, this, &QuestionAsker::refresh);
}

void QuestionAsker::show()
{
    shown_.clear();
    if (dialog_) // it is before the person already
        shown_.insert(dialog_->question());
    refresh();
}

void QuestionAsker::refresh()
{
    const QList<api::QuestionInfo> &questions = engine_.snapshot().questions;
    // What is gone needs no remembering.
    shown_.removeIf([&](QuestionId id) { return std::none_of(questions.begin(), questions.end(), [id](const auto &q) { return q.id == id; }); });
    if (dialog_ || !window_.isVisible() || window_.isMinimized())
        return;
    const auto next = std::find_if(questions.begin(), questions.end(), [this](const auto &q) { return !shown_.contains(q.id); });
    if (next == questions.end())
        return;
    shown_.insert(next->id);
    dialog_ = new QuestionDialog(engine_, *next, &window_);
    // Until it is deleted it may find its question gone, and be finished once more.
    const auto answered = [this] {
        dialog_ = nullptr;
        refresh();
    };
    connect(dialog_, &QDialog::finished, this, answered, Qt::SingleShotConnection);
    dialog_->open();
}

} // namespace culvert::ui
