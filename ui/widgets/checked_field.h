// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QWidget>

#include <functional>
#include <optional>

class QLineEdit;

namespace culvert::ui {

class HintLabel;

// A line to type in with a line of advice under it. What is typed is judged at once: while it is wrong the advice gives
// way to the sentence that says why. An empty line is never called wrong, but is usable only if it may be empty.
class CheckedField final : public QWidget {
    Q_OBJECT
public:
    using Check = std::function<std::optional<Error>(const QString &text)>;

    CheckedField(const QString &accessibleName, const QString &advice, Check check, QWidget *parent = nullptr);

    // What to know of a usable text, shown in place of the advice; empty: nothing.
    void setRemark(std::function<QString(const QString &text)> remark);
    void setAdvice(const QString &advice);
    void setMayBeEmpty(bool may) { mayBeEmpty_ = may; }
    void setText(const QString &text);
    void setPlaceholder(const QString &text);
    void judge(); // anew, where the check goes by more than the text

    [[nodiscard]] QString text() const;        // trimmed
    [[nodiscard]] bool usable() const;
    [[nodiscard]] QLineEdit *edit() { return edit_; }

Q_SIGNALS:
    void edited();

private:
    QString advice_;
    Check check_;
    std::function<QString(const QString &)> remark_;
    QLineEdit *edit_;
    HintLabel *hint_;
    bool mayBeEmpty_ = false;
};

// Checks made of core's parsers.
[[nodiscard]] std::optional<Error> checkTarget(const QString &text);
[[nodiscard]] std::optional<Error> checkListen(const QString &text);
[[nodiscard]] CheckedField::Check checkName(const QString &present = {}); // in place of that one
[[nodiscard]] std::optional<Error> checkRate(const QString &text);

} // namespace culvert::ui
