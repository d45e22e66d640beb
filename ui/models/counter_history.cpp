// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/counter_history.h"

namespace culvert::ui {

void CounterHistory::take(const QList<api::CounterInfo> &counters, qint64 ms)
{
    if (ms < next_)
        return;
    next_ = ms + 1000;
    for (const api::CounterInfo &counter : counters) {
        QList<float> &values = values_[counter.key];
        if (values.size() == kept)
            values.removeFirst();
        values.append(float(counter.now));
    }
}

} // namespace culvert::ui
