// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/words.h"

// The commands about tunnels, each behind its first word.
namespace culvert::cli {

[[nodiscard]] Result<Action> forward(Taker &words);
[[nodiscard]] Result<Action> proxy(Taker &words);
[[nodiscard]] Result<Action> reverse(Taker &words);
[[nodiscard]] Result<Action> group(Taker &words);

} // namespace culvert::cli
