// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"

#include <QElapsedTimer>
#include <QHash>
#include <QString>

namespace culvert::demo {

// One machine's rows for the terminal, with rates from one call to the next.
class ConnectionRows {
public:
    explicit ConnectionRows(QString machine) : machine_(std::move(machine)) { clock_.start(); }

    [[nodiscard]] static QString header();
    // A line for each connection that is open, with its end of line.
    [[nodiscard]] QString rows(const api::Snapshot &snapshot);

private:
    QString machine_;
    QElapsedTimer clock_;
    QHash<ConnectionId, quint64> moved_;   // bytes by connection at the last call
};

// Whether nothing is open, and every counter that has a baseline is there.
[[nodiscard]] bool isAtBaseline(const api::Snapshot &snapshot);

[[nodiscard]] QString counterTable(const api::Snapshot &here, const api::Snapshot &there);

} // namespace culvert::demo
