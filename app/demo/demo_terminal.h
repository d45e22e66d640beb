// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;

namespace culvert::demo {

// Runs the demo as text on standard output: sets the two machines up, fetches a page and 100 MB through the tunnel with the
// table of connections every second, compares the SHA-256, and waits for the counters to be back at their baseline.
// Returns the exit code: 0, or 1 with a sentence on standard error. At most 120 s. Needs no display. Makes
// the process's QuitSignal.
[[nodiscard]] int runTerminalDemo(QCoreApplication &application);

} // namespace culvert::demo
