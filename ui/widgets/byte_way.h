// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"

#include <QWidget>

#include <optional>

namespace culvert::ui {

// The way of a byte to a peer and from it, drawn as the stages that it passes, each with how full its queue is.
class ByteWay final : public QWidget {
    Q_OBJECT
public:
    struct Stage {
        QString name;
        QString amount;             // what waits there, or how it is
        std::optional<double> fill; // 0 to 1; none: nothing waits in such a place
    };

    explicit ByteWay(QWidget *parent = nullptr);

    // Of all peers together: sizes are added, but of windows the fullest and of credits the least counts. Also its accessible description.
    void show(const api::Snapshot &snapshot);

    // In the order in which a byte of a program here passes them, then those of a byte that comes.
    [[nodiscard]] static QList<Stage> stagesOf(const api::Snapshot &snapshot);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Stage> stages_;
};

} // namespace culvert::ui
