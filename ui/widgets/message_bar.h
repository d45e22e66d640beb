// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace culvert::ui {

// A line over a page: a sign, a text that can be copied, and buttons behind it. For those that know what is to be said.
class MessageBar : public QWidget {
    Q_OBJECT
protected:
    explicit MessageBar(QWidget *parent);

    [[nodiscard]] QLabel *sign() const { return sign_; }
    [[nodiscard]] QLabel *message() const { return message_; }
    // Behind those that are there. `name`: of the object; may be null.
    QPushButton *addButton(const QString &text, const char *name);

    // To those who hear the screen read: it has something to say.
    void alert();

private:
    QLabel *sign_;
    QLabel *message_;
    QHBoxLayout *row_;
};

} // namespace culvert::ui
