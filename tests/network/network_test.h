// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "two_networks.h"

#include <QCoreApplication>
#include <QTest>

namespace culvert::test {

// A test program of networks of its own: skipped where the system does not permit them. Its randomness is of CULVERT_SEED.
class NetworkTest : public QObject {
    Q_OBJECT

public:
    // The main() of such a test.
    template <class Test>
    static int run(int argc, char **argv)
    {
        qputenv("QTEST_FUNCTION_TIMEOUT", "1200000"); // ms: Qt Test gives a function five minutes
        Test test;
        test.permitted_ = becomeNetworkRoot(argv);
        const QCoreApplication app(argc, argv);
        return QTest::qExec(&test, argc, argv);
    }

    [[nodiscard]] static quint64 seed() { return qEnvironmentVariable("CULVERT_SEED", QStringLiteral("1")).toULongLong(); }
    [[nodiscard]] static bool isLong() { return qEnvironmentVariableIsSet("CULVERT_LONG_TESTS"); } // tools/test --long

private Q_SLOTS:
    void initTestCase()
    {
        if (!permitted_)
            QSKIP("this system does not permit networks of our own");
        qInfo("CULVERT_SEED=%llu", seed());
    }

private:
    bool permitted_ = false;
};

} // namespace culvert::test
