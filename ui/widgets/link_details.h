// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"

#include <QGroupBox>

class QLabel;

namespace culvert::ui {

// What is known of the link to one peer, in figures.
class LinkDetails final : public QGroupBox {
    Q_OBJECT
public:
    explicit LinkDetails(QWidget *parent = nullptr);

    void show(const api::PeerInfo *peer); // null: none is selected

private:
    QLabel *path_;
    QLabel *delay_;
    QLabel *in_;
    QLabel *out_;
    QLabel *window_;
    QLabel *credit_;
};

} // namespace culvert::ui
