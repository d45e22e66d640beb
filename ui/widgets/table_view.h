// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

#include <vector>

namespace culvert::ui {

// A flat table: whole rows are selected, every other row is shaded, numbers keep their column. A cell whose text does
// not fit shows it whole as its tool tip. Columns share the width by their weights until a person drags one.
class TableView final : public QTreeView {
    Q_OBJECT
public:
    // Widths in digits of the font, without the padding of a cell.
    struct Width {
        int digits;      // what usual contents need
        int weight = 0;  // share of the room that is left
        int least = 0;   // what it may shrink to before the table scrolls; 0: not at all
    };

    explicit TableView(QWidget *parent = nullptr);

    // Call after setModel(); one for each column.
    void setWidths(std::vector<Width> widths);

    // What the columns of this table look like, and put back what an earlier run said; an unusable text is ignored.
    [[nodiscard]] QByteArray columnState() const;
    void setColumnState(const QByteArray &state);

    // KeyRole of the selected rows, from top to bottom.
    [[nodiscard]] QVariantList selectedKeys() const;
    // The rows that those are of in the model behind the one shown, which is a proxy; in no order.
    [[nodiscard]] QList<int> selectedSourceRows() const;
    // Selects the row with that KeyRole, if there is one.
    void selectKey(const QVariant &key);

    void setModel(QAbstractItemModel *model) override;

Q_SIGNALS:
    void selectedRowsChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void shareWidth();

    std::vector<Width> widths_;
    bool sharing_ = false;
    bool ownWidths_ = true; // false once a person chose some
};

// What other lists need to look like a TableView: cells with `room` pixels above and below a line together, in which a check box is seen on a
// dark base, too.
void likeTableView(QTreeView &list, int room = 10);

} // namespace culvert::ui
