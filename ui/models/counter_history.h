// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/snapshot.h"

#include <QHash>
#include <QList>

namespace culvert::ui {

// What the counters read over the last ten minutes, once a second.
class CounterHistory {
public:
    static constexpr int kept = 600;

    void take(const QList<api::CounterInfo> &counters, qint64 ms);

    // Oldest first; empty for a key that never came.
    [[nodiscard]] QList<float> of(const QString &key) const { return values_.value(key); }

private:
    QHash<QString, QList<float>> values_;
    qint64 next_ = 0; // when the next reading is due
};

} // namespace culvert::ui
