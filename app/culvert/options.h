// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QStringList>

namespace culvert::app {

// The command line of culvert.
struct Options {
    QString profileFolder;  // empty: the default one
    QString nodesFile;      // empty: the profile's, else the built-in list
    QString link;           // a culvert: link to pair by, once a person agrees
    bool demo = false;      // two engines in this process instead of a profile
    bool terminal = false;  // the demo as text, without a display
    bool hidden = false;    // no window at the start, where there is a tray
    bool help = false;
    bool version = false;
};

// `words` are those behind the program's name. Error: UsageWrong.
[[nodiscard]] Result<Options> parseOptions(const QStringList &words);

[[nodiscard]] QString usageText();

} // namespace culvert::app
