// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bootstrap_node.h"

#include <QProcess>
#include <QTemporaryDir>

#include <functional>

namespace culvert::test {

// tox-bootstrapd (Debian: toxcore-utils) on 127.0.0.1, or where it is told, as a bootstrap node and a TCP relay of a test's own; ends with this object.
class RelayProcess {
public:
    ~RelayProcess();

    [[nodiscard]] static bool installed();
    // It begins with `childModifier`, which may take it to another network, and is reached there at `host`.
    void setPlace(const QString &host, const std::function<void()> &childModifier);
    bool start(); // waits until it answers; what it said is printed if it does not

    [[nodiscard]] const BootstrapNode &node() const { return node_; }

private:
    QTemporaryDir folder_;
    QProcess process_;
    BootstrapNode node_;
};

} // namespace culvert::test
