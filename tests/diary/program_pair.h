// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service.h"
#include "tests/program/program.h"

namespace culvert::test {

// Two culvertd as two machines have them, joined on loopback through a Tox network of their own or by the direct way
// without Tox. `near` is where applications connect unless a test says otherwise.
class ProgramPair {
public:
    enum class Way { Direct, Tox };
    enum class Listens { Near, Far };

    // Where CULVERT_TEST_WINDOWS names the program for Windows, the sides that CULVERT_TEST_WINDOWS_SIDES has ("near", "far") run it.
    explicit ProgramPair(Way way);

    // Starts them, pairs them and waits until both are online; else what went wrong. Again: starts those that do not run.
    [[nodiscard]] QString start();
    [[nodiscard]] bool isOnline() const;

    // The port of a new forward to the service of the other side; 0: refused, and said why.
    [[nodiscard]] quint16 forward(quint16 service, const QString &name = {}, Listens listens = Listens::Near);
    void removeForwards();
    // What is not at its baseline on either machine; empty: nothing.
    [[nodiscard]] QString offBaseline() const;
    // The reason of the connection that `machine` closed last.
    [[nodiscard]] static QString lastReason(const Machine &machine);

    Machine near;
    Machine far;

private:
    [[nodiscard]] QString startDirect();
    [[nodiscard]] QString startTox();
    [[nodiscard]] QString pair(const QStringList &inviteWith);
    [[nodiscard]] QString waitOnline() const;

    Way way_;
    bool paired_ = false;
    Machine bystander_; // of the Tox network: of two alone, one that was started anew is found only after minutes
};

} // namespace culvert::test
