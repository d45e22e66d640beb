// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace culvert::ui {

// A bar of buttons in as many lines as its width needs. What can grow shares the room that its line leaves.
class BarLayout final : public QLayout {
    Q_OBJECT
public:
    explicit BarLayout(QWidget *parent);
    ~BarLayout() override;

    void addGap();
    // What comes after it in its line is at the right.
    void addStretch();

    void addItem(QLayoutItem *item) override; // owns it from now on
    [[nodiscard]] int count() const override { return int(items_.size()); }
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;

    [[nodiscard]] Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override { return lay(QRect(0, 0, width, 0), false); }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &room) override;

private:
    int lay(const QRect &room, bool apply) const; // returns the height

    std::vector<std::unique_ptr<QLayoutItem>> items_;
};

} // namespace culvert::ui
