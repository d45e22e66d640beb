// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QDialog>

class QDialogButtonBox;

namespace culvert::ui {

// Says why the program could not start. Closing it is rejected(), after which nothing of it is left to do.
class FailureWindow final : public QDialog {
    Q_OBJECT
public:
    explicit FailureWindow(const Error &error, QWidget *parent = nullptr);

    // Adds a button for it, which is accepted().
    void offerToTakeOver();

private:
    QDialogButtonBox *buttons_;
};

} // namespace culvert::ui
