// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "path/port_mapping.h"
#include "support/virtual_timers.h"

#include <QTest>
#include <QThread>

#include <functional>
#include <memory>
#include <utility>

namespace culvert::test {

// A mapping in virtual time, and how often it said that it changed.
struct MappingWorld {
    Ledger ledger;
    VirtualTimers timers{ledger};
    int changes = 0;
    std::unique_ptr<path::PortMapping> mapping;

    void map(std::function<std::unique_ptr<path::Router>()> make)
    {
        mapping = std::make_unique<path::PortMapping>(40123, std::move(make), timers, [this] { ++changes; });
    }
    // Its last words: the router answers while the mapping waits, so that is on another thread.
    void end()
    {
        std::unique_ptr<QThread> thread(QThread::create([this] { mapping.reset(); }));
        thread->start();
        QTRY_VERIFY(thread->isFinished());
    }
};

} // namespace culvert::test
