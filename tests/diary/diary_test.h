// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program_pair.h"

#include <QElapsedTimer>
#include <QTest>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace culvert::test {

// Writes what a row of the diary showed, for the table that tools/test prints; `part` tells apart what one row measures.
void writeFigure(int row, const QString &part, const QString &figure);

// Memory that a sanitizer keeps back is not the program's.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool underSanitizer = true;
#else
inline constexpr bool underSanitizer = false;
#endif

// ms for what takes a moment, on a machine that does ten things at once.
inline constexpr int patienceMs = 15'000;

// What is least of up to three tries, of which the first below `goal` is the last: others use this machine, too. What a fault
// costs, it costs each time.
[[nodiscard]] double leastOf(double goal, const std::function<double()> &measure);

// Resources of a process (Linux).
[[nodiscard]] double cpuSeconds(qint64 pid);
// Per cent of a core, over a few seconds in which it has nothing to do; leastOf() for cpuMost, where one that spins takes all of it.
inline constexpr double cpuMost = underSanitizer ? 20 : 2;
[[nodiscard]] double cpuPercent(qint64 pid);
[[nodiscard]] double residentMb(qint64 pid);
[[nodiscard]] int descriptors(qint64 pid);

// Runs `work(i)` for i from 0 to count - 1 on so many threads; true: all said so.
[[nodiscard]] bool together(int threads, int count, const std::function<bool(int)> &work);

// Tests of the diary's rows over two pairs of programs, one by the direct way and one through Tox, which a test gets with
// pair() when its data is of everyWay(). After each the counters of both machines must read their baseline, and no process may
// have more descriptors than at first.
class DiaryTest : public QObject {
    Q_OBJECT

protected:
    static void everyWay();
    [[nodiscard]] ProgramPair &pair();
    [[nodiscard]] static QString way() { return QString::fromLatin1(QTest::currentDataTag()); }
    // The seed of this run, printed; CULVERT_SEED gives another.
    [[nodiscard]] static quint64 seed();
    // Two new programs in the place of pair(): toxcore may take minutes to find one that was started anew again and again.
    // What is wrong with them; empty: nothing.
    [[nodiscard]] QString renewPair();
    void stopPairs() { pairs_.clear(); }

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase() { stopPairs(); }

private:
    [[nodiscard]] QString leftBehind(ProgramPair &pair);
    [[nodiscard]] QString leftBehindInTheEnd(ProgramPair &pair); // waits until nothing is, for patienceMs at most
    [[nodiscard]] static ProgramPair::Way wayOf(std::size_t index) { return index == 0 ? ProgramPair::Way::Direct : ProgramPair::Way::Tox; }

    std::vector<std::unique_ptr<ProgramPair>> pairs_;
    std::map<qint64, int> descriptors_; // of each process when it was first looked at
};

} // namespace culvert::test
