// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace culvert::test {

// CPU time this process has used, in user and system mode together. (std::clock() is wall time on Windows.)
[[nodiscard]] std::chrono::nanoseconds cpuTime();

} // namespace culvert::test
