// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QStringList>
#include <QWidget>

#include <functional>
#include <optional>

class QPlainTextEdit;

namespace culvert::ui {

class HintLabel;

// Targets to type, one a line, with a line of advice under them that gives way to the sentence that says what is wrong. None
// is usable, too. Blank lines do not count.
class TargetsEdit final : public QWidget {
    Q_OBJECT
public:
    // `check` judges all lines at once.
    using Check = std::function<std::optional<Error>(const QStringList &lines)>;

    TargetsEdit(const QString &advice, Check check, QWidget *parent = nullptr);

    [[nodiscard]] QStringList lines() const;
    [[nodiscard]] bool usable() const { return !check_(lines()); }
    [[nodiscard]] QPlainTextEdit *edit() { return edit_; }
    // No more can be typed; what was stays to be read.
    void fix();

Q_SIGNALS:
    void edited();

private:
    void judge();

    QString advice_;
    Check check_;
    QPlainTextEdit *edit_;
    HintLabel *hint_;
};

} // namespace culvert::ui
