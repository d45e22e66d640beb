// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"

#include <QString>

namespace culvert::ui {

// What the tray icon tells by shape and colour.
enum class Overall { Off, Connecting, Running, NeedsYou };

// Bytes a second of all connections together.
struct Rates {
    double sent = 0;
    double received = 0;
    bool operator==(const Rates &) const = default;
};

// How the whole program is, in words: tray and window show it and decide nothing. A value.
class StatusText {
public:
    // Before the first snapshot: off, starting.
    StatusText();
    StatusText(const api::Snapshot &snapshot, const Rates &rates);

    [[nodiscard]] Overall overall() const { return overall_; }
    [[nodiscard]] const QString &title() const { return title_; }     // one line, no full stop
    [[nodiscard]] const QString &traffic() const { return traffic_; } // rates and open connections
    [[nodiscard]] qsizetype openConnections() const { return open_; }
    [[nodiscard]] QString toolTip() const { return title_ + u'\n' + traffic_; }

    bool operator==(const StatusText &) const = default;

private:
    void judge(const api::Snapshot &snapshot);

    Overall overall_ = Overall::Off;
    QString title_;
    QString traffic_;
    qsizetype open_ = 0;
};

} // namespace culvert::ui
