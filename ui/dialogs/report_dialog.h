// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QPlainTextEdit;

namespace culvert::ui {

// Shows a report before it leaves the program: what is seen is what is copied or saved. Deletes itself when it is closed.
class ReportDialog final : public QDialog {
    Q_OBJECT
public:
    ReportDialog(const QString &text, QWidget *parent);

    // Says how it went.
    void saveAs(const QString &path);

private:
    void choosePlace();

    QPlainTextEdit *text_;
    QLabel *message_;
};

} // namespace culvert::ui
