// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ledger.h"

namespace culvert {

Ledger::~Ledger()
{
    // Whatever is still counted here outlives its engine: a fault of ours, found by every test in a debug build.
    for (const Count &c : counts_)
        Q_ASSERT(c.now == 0);
    Q_ASSERT(queued_ == 0);
    Q_ASSERT(memory_.promised == 0 && memory_.unacknowledged == 0);
}

} // namespace culvert
