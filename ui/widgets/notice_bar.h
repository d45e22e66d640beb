// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "ui/widgets/message_bar.h"

#include <QList>

#include <functional>

namespace culvert::ui {

// A line over a page that says what could not be done, or what was and can be taken back, until it is closed or another one
// comes. Hidden at first.
class NoticeBar final : public MessageBar {
    Q_OBJECT
public:
    explicit NoticeBar(QWidget *parent = nullptr);

    void showError(const Error &error);
    // One line for each, with the tunnel that it is about.
    void showErrors(const QList<Error> &errors);
    // Says that something was done; `undo` is called if the person wants it taken back.
    void offerUndo(const QString &text, std::function<void()> undo);
    [[nodiscard]] QString text() const;

private:
    void say(const QString &text, bool trouble);

    QPushButton *undoButton_;
    std::function<void()> undo_;
};

} // namespace culvert::ui
