// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bootstrap_node.h"

#include <QProcess>
#include <QTemporaryDir>

#include <optional>

namespace culvert::test {

// tox-bootstrapd (Debian: tox-bootstrapd) on 127.0.0.1 as a bootstrap node and a TCP relay of a test's own; ends with this object.
class RelayProcess {
public:
    ~RelayProcess();

    [[nodiscard]] static bool installed();
    bool start(); // waits until it answers; what it said is printed if it does not

    [[nodiscard]] const BootstrapNode &node() const { return node_; }

private:
    QTemporaryDir folder_;
    QProcess process_;
    BootstrapNode node_;
};

} // namespace culvert::test
