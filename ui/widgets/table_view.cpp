// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/table_view.h"

#include "ui/look/tone.h"
#include "ui/models/rows_model.h"

#include <QAbstractProxyModel>
#include <QEvent>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QProxyStyle>
#include <QStyledItemDelegate>
#include <QToolTip>

#include <algorithm>
#include <numeric>

namespace culvert::ui {

namespace {

constexpr int cellPadding = 4;

// Room around the text of a cell: rows that are easy to hit and to follow with the eye.
class RoomyCells final : public QStyledItemDelegate {
public:
    RoomyCells(int room, QObject *parent) : QStyledItemDelegate(parent), room_(room) {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(std::max(size.height(), option.fontMetrics.height() + room_));
        return size;
    }

    // Some styles draw the box of a check mark in the window's own dark: on a dark base it would not be seen.
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        if (!(index.flags() & Qt::ItemIsUserCheckable) || option.palette.color(QPalette::Base).lightnessF() > 0.5)
            return;
        QStyleOptionViewItem cell = option;
        initStyleOption(&cell, index);
        const QRect box = option.widget->style()->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &cell, option.widget);
        painter->save();
        painter->setPen(toneColor(Tone::Faint, option.palette));
        painter->drawRect(box.adjusted(0, 0, -1, -1));
        painter->restore();
    }

private:
    int room_; // pixels above and below a line together
};

// Room at both sides of a cell: without it a number at the right of its column touches the text of the next one.
class RoomyTable final : public QProxyStyle {
public:
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override
    {
        if (metric == PM_FocusFrameHMargin || metric == PM_HeaderMargin)
            return std::max(cellPadding - 1, QProxyStyle::pixelMetric(metric, option, widget));
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
};

} // namespace

void likeTableView(QTreeView &list, int room)
{
    list.setItemDelegate(new RoomyCells(room, &list));
    list.setRootIsDecorated(false);
    list.setAlternatingRowColors(true);
    list.setUniformRowHeights(true);
    list.setAllColumnsShowFocus(true);
}

TableView::TableView(QWidget *parent) : QTreeView(parent)
{
    auto *style = new RoomyTable;
    style->setParent(this);
    setStyle(style);
    header()->setStyle(style);
    likeTableView(*this);
    setItemsExpandable(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setSortingEnabled(true);
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollMode(ScrollPerPixel);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setTabKeyNavigation(false);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(true);
    header()->setTextElideMode(Qt::ElideRight);
    connect(header(), &QHeaderView::sectionResized, this, [this] {
        if (!sharing_)
            ownWidths_ = false;
    });
}

void TableView::setModel(QAbstractItemModel *model)
{
    sharing_ = true;
    QTreeView::setModel(model);
    sharing_ = false;
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &TableView::selectedRowsChanged);
}

void TableView::setWidths(std::vector<Width> widths)
{
    widths_ = std::move(widths);
    shareWidth();
}

void TableView::shareWidth()
{
    if (!ownWidths_ || widths_.empty() || header()->count() != int(widths_.size()))
        return;
    const int digit = fontMetrics().horizontalAdvance(u'0');
    const int padding = 2 * cellPadding;
    std::vector<int> pixels;
    std::vector<int> least;
    for (int column = 0; column < int(widths_.size()); ++column) {
        const Width &width = widths_[std::size_t(column)];
        const int heading = fontMetrics().horizontalAdvance(model()->headerData(column, Qt::Horizontal).toString());
        pixels.push_back(std::max(width.digits * digit, heading) + padding);
        least.push_back(width.least > 0 ? std::min(pixels.back(), std::max(width.least * digit, heading) + padding) : pixels.back());
    }
    const int room = viewport()->width();
    int left = room - std::accumulate(pixels.begin(), pixels.end(), 0);
    if (left < 0) {
        const int givable = std::accumulate(pixels.begin(), pixels.end(), 0) - std::accumulate(least.begin(), least.end(), 0);
        // Where it must scroll all the same, nothing is shortened.
        for (std::size_t column = 0; givable >= -left && column < pixels.size(); ++column)
            pixels[column] -= (-left * (pixels[column] - least[column]) + givable - 1) / givable;
    }
    int weights = std::accumulate(widths_.begin(), widths_.end(), 0, [](int sum, const Width &width) { return sum + width.weight; });
    sharing_ = true;
    for (std::size_t column = 0; column < widths_.size(); ++column) {
        const int weight = widths_[column].weight;
        if (left > 0 && weight > 0) {
            const int share = left * weight / weights;
            pixels[column] += share;
            left -= share;
            weights -= weight;
        }
        header()->resizeSection(int(column), pixels[column]);
    }
    sharing_ = false;
}

// Before what the header says of itself, whether the widths are a person's.
QByteArray TableView::columnState() const { return (ownWidths_ ? QByteArrayLiteral("w") : QByteArrayLiteral("p")) + header()->saveState(); }

void TableView::setColumnState(const QByteArray &state)
{
    const bool own = state.startsWith('w');
    if (!own && !state.startsWith('p'))
        return;
    sharing_ = true;
    if (header()->restoreState(state.sliced(1)))
        ownWidths_ = own;
    sharing_ = false;
    shareWidth();
}

QVariantList TableView::selectedKeys() const
{
    if (!selectionModel())
        return {};
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QVariantList keys;
    for (const QModelIndex &row : std::as_const(rows))
        keys << row.data(KeyRole);
    return keys;
}

QList<int> TableView::selectedSourceRows() const
{
    const auto *proxy = qobject_cast<QAbstractProxyModel *>(model());
    Q_ASSERT(proxy);
    QList<int> rows;
    const QModelIndexList selected = selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        rows << proxy->mapToSource(index).row();
    return rows;
}

void TableView::selectKey(const QVariant &key)
{
    for (int row = 0; row < model()->rowCount(); ++row) {
        const QModelIndex index = model()->index(row, 0);
        if (index.data(KeyRole) == key) {
            setCurrentIndex(index);
            return;
        }
    }
}

void TableView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    shareWidth();
}

void TableView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        shareWidth();
}

bool TableView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QTreeView::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QModelIndex index = indexAt(help->pos());
    QString tip = index.data(Qt::ToolTipRole).toString();
    if (tip.isEmpty() && index.isValid() && sizeHintForIndex(index).width() > visualRect(index).width())
        tip = index.data(Qt::DisplayRole).toString();
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), tip.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")), viewport());
    return true;
}

} // namespace culvert::ui
