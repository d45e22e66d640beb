// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/bar_layout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace culvert::ui {

namespace {

constexpr int gap = 12;

// A spacer always calls itself empty.
bool isThere(QLayoutItem &item) { return item.spacerItem() || !item.isEmpty(); }

bool canGrow(const QLayoutItem &item) { return item.expandingDirections() & Qt::Horizontal; }

} // namespace

BarLayout::BarLayout(QWidget *parent) : QLayout(parent) { setContentsMargins(0, 0, 0, 0); }

BarLayout::~BarLayout() = default;

void BarLayout::addGap() { addItem(new QSpacerItem(gap, 0, QSizePolicy::Fixed)); }

void BarLayout::addStretch() { addItem(new QSpacerItem(0, 0, QSizePolicy::Expanding)); }

void BarLayout::addItem(QLayoutItem *item)
{
    items_.emplace_back(item);
    invalidate();
}

QLayoutItem *BarLayout::itemAt(int index) const { return index >= 0 && index < count() ? items_[std::size_t(index)].get() : nullptr; }

QLayoutItem *BarLayout::takeAt(int index)
{
    if (!itemAt(index))
        return nullptr;
    QLayoutItem *taken = items_[std::size_t(index)].release();
    items_.erase(items_.begin() + index);
    invalidate();
    return taken;
}

// All in one line.
QSize BarLayout::sizeHint() const
{
    QSize size;
    int widgets = 0;
    for (const auto &item : items_) {
        if (!isThere(*item))
            continue;
        size = QSize(size.width() + item->sizeHint().width(), std::max(size.height(), item->sizeHint().height()));
        widgets += item->spacerItem() ? 0 : 1;
    }
    return size + QSize(std::max(0, widgets - 1) * spacing(), 0);
}

// The widest in a line of its own.
QSize BarLayout::minimumSize() const
{
    QSize size;
    for (const auto &item : items_) {
        if (isThere(*item))
            size = size.expandedTo(item->minimumSize());
    }
    return size;
}

void BarLayout::setGeometry(const QRect &room)
{
    QLayout::setGeometry(room);
    lay(room, true);
}

int BarLayout::lay(const QRect &room, bool apply) const
{
    struct Placed {
        QLayoutItem *item;
        int width;
    };
    int top = room.top();
    for (std::size_t next = 0; next < items_.size();) {
        std::vector<Placed> line;
        int widgets = 0;
        int growing = 0;
        int left = room.width();
        for (; next < items_.size(); ++next) {
            QLayoutItem &item = *items_[next];
            if (!isThere(item))
                continue;
            const int width = std::min(item.sizeHint().width(), room.width());
            const int before = widgets > 0 && !item.spacerItem() ? spacing() : 0;
            if (widgets > 0 && !item.spacerItem() && before + width > left)
                break;
            left -= before + width;
            widgets += item.spacerItem() ? 0 : 1;
            growing += canGrow(item) ? 1 : 0;
            line.push_back({&item, width});
        }
        int height = 0;
        for (Placed &one : line) {
            if (left > 0 && canGrow(*one.item)) {
                const int share = left / growing--;
                one.width += share;
                left -= share;
            }
            height = std::max(height, one.item->hasHeightForWidth() ? one.item->heightForWidth(one.width) : one.item->sizeHint().height());
        }
        if (widgets == 0)
            break;
        if (top > room.top())
            top += spacing();
        int at = room.left();
        bool any = false;
        for (const Placed &one : line) {
            at += any && !one.item->spacerItem() ? spacing() : 0;
            any = any || !one.item->spacerItem();
            if (apply)
                one.item->setGeometry(QStyle::visualRect(parentWidget()->layoutDirection(), room, QRect(at, top, one.width, height)));
            at += one.width;
        }
        top += height;
    }
    return top - room.top();
}

} // namespace culvert::ui
