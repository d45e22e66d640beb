// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"

#include <QGroupBox>

class QLabel;

namespace culvert::ui {

class FiguresList;

// What is known of the link to one peer, in figures; while the pairing is not complete, what to do about that.
class LinkDetails final : public QGroupBox {
    Q_OBJECT
public:
    explicit LinkDetails(QWidget *parent = nullptr);

    void show(const api::PeerInfo *peer); // null: none is selected

private:
    FiguresList *figures_;
    QLabel *pending_;
    QLabel *path_;
    QLabel *delay_;
    QLabel *in_;
    QLabel *out_;
    QLabel *window_;
    QLabel *credit_;
};

} // namespace culvert::ui
