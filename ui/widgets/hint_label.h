// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

class QVBoxLayout;

namespace culvert::ui {

// The line under a field: advice in a faint tone, or in a warning one the sentence that says what is wrong. It keeps
// room for two lines, so that a form does not jump while one types.
class HintLabel final : public QLabel {
    Q_OBJECT
public:
    explicit HintLabel(QWidget *parent = nullptr);

    // Lays out the parent of both: `edit`, which gets its focus, and this line under it.
    void putUnder(QWidget *edit);
    // For a form that `edit` stands in alone: it and this line under it.
    [[nodiscard]] QVBoxLayout *columnUnder(QWidget *edit);
    void advise(const QString &text);
    void warn(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void say(const QString &text, bool wrong);
    void keepRoom();

    QWidget *edit_ = nullptr; // that it stands under
};

} // namespace culvert::ui
