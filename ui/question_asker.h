// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "ui/dialogs/question_dialog.h"

#include <QObject>
#include <QPointer>
#include <QSet>

namespace culvert::ui {

// Puts the questions of the engine before the person at a window, one at a time, while the window is shown. One that was
// put off is not shown again until show() is asked for.
class QuestionAsker final : public QObject {
    Q_OBJECT
public:
    // Both outlive this object.
    QuestionAsker(EngineState &engine, QWidget &window); // its parent

    // Also those that were put off.
    void show();

private:
    void refresh();

    EngineState &engine_;
    QWidget &window_;
    QPointer<QuestionDialog> dialog_;
    QSet<QuestionId> shown_;
};

} // namespace culvert::ui
