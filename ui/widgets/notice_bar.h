// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QWidget>

class QLabel;

namespace culvert::ui {

// A line over a page that says what could not be done, until it is closed or another one comes. Hidden at first.
class NoticeBar final : public QWidget {
    Q_OBJECT
public:
    explicit NoticeBar(QWidget *parent = nullptr);

    void showError(const Error &error);
    [[nodiscard]] QString text() const;

private:
    QLabel *text_;
};

} // namespace culvert::ui
