// SPDX-License-Identifier: GPL-3.0-or-later
#include "diary_test.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <atomic>
#include <thread>
#include <tuple>

#include <unistd.h>

namespace culvert::test {

namespace {

int entries(const QString &folder)
{
    return int(QDir(folder).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size());
}

// What Wine itself has for the threads of a process, whose number is its own affair (it has a pool): one end each of two pipes to its
// server, and both of one for waiting.
int wineDescriptors(qint64 pid) { return 4 * entries(QStringLiteral("/proc/%1/task").arg(pid)); }

} // namespace

void writeFigure(int row, const QString &part, const QString &figure)
{
    const QDir folder(QStringLiteral(CULVERT_DIARY_FIGURES));
    folder.mkpath(QStringLiteral("."));
    QFile file(folder.filePath(QStringLiteral("d%1 %2").arg(row, 2, 10, QLatin1Char('0')).arg(part)));
    if (!file.open(QIODevice::WriteOnly) || file.write(figure.toUtf8() + '\n') < 0)
        QFAIL("the figure cannot be written");
}

double leastOf(double goal, const std::function<double()> &measure)
{
    double least = measure();
    for (int more = 0; more < 2 && least >= goal; ++more)
        least = std::min(least, measure());
    return least;
}

double cpuSeconds(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray line = file.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    return (fields.value(11).toDouble() + fields.value(12).toDouble()) / double(::sysconf(_SC_CLK_TCK));
}

double cpuPercent(qint64 pid)
{
    return leastOf(cpuMost, [pid] {
        constexpr int ms = 5000;
        const double before = cpuSeconds(pid);
        QTest::qWait(ms); // what is measured
        return (cpuSeconds(pid) - before) / (ms / 1000.0) * 100;
    });
}

double residentMb(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/statm").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    return file.readAll().split(' ').value(1).toDouble() * double(::sysconf(_SC_PAGESIZE)) / 1e6;
}

int descriptors(qint64 pid) { return entries(QStringLiteral("/proc/%1/fd").arg(pid)); }

bool together(int threads, int count, const std::function<bool(int)> &work)
{
    std::atomic<int> next = 0;
    std::atomic<bool> good = true;
    std::vector<std::thread> all;
    for (int t = 0; t < threads; ++t) {
        all.emplace_back([&] {
            for (int i = next++; i < count && good; i = next++) {
                if (!work(i))
                    good = false;
            }
        });
    }
    for (std::thread &one : all)
        one.join();
    return good;
}

void DiaryTest::everyWay()
{
    QTest::addColumn<int>("index");
    QTest::newRow("direct") << 0;
    QTest::newRow("Tox") << 1;
}

ProgramPair &DiaryTest::pair()
{
    QFETCH(const int, index);
    return *pairs_.at(std::size_t(index));
}

quint64 DiaryTest::seed()
{
    const quint64 seed = qEnvironmentVariable("CULVERT_SEED", QStringLiteral("1")).toULongLong();
    qInfo("CULVERT_SEED=%llu", seed);
    return seed;
}

void DiaryTest::initTestCase()
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "900000"); // ms
    for (const std::size_t index : {0, 1}) {
        pairs_.push_back(std::make_unique<ProgramPair>(wayOf(index)));
        const QString wrong = pairs_.back()->start();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        const QString left = leftBehindInTheEnd(*pairs_.back());
        QVERIFY2(left.isEmpty(), qPrintable(left));
    }
}

QString DiaryTest::renewPair()
{
    QFETCH(const int, index);
    auto &one = pairs_.at(std::size_t(index));
    one = std::make_unique<ProgramPair>(wayOf(std::size_t(index)));
    return one->start();
}

// What is not as it was before a test; empty: nothing.
QString DiaryTest::leftBehind(ProgramPair &pair)
{
    QString left = pair.offBaseline();
    for (Machine *machine : {&pair.near, &pair.far}) {
        const qint64 pid = machine->process()->processId();
        const int now = machine->isWindows() ? descriptors(pid) - wineDescriptors(pid) : descriptors(pid);
        const int own = machine->isWindows() ? 4 : 2; // of the command that asks, and of its answer; a thread of Wine's that begins
        if (now > descriptors_.try_emplace(pid, now).first->second + own)
            left += QStringLiteral(" %1 descriptors, at first %2").arg(now).arg(descriptors_[pid]);
    }
    return left;
}

QString DiaryTest::leftBehindInTheEnd(ProgramPair &pair)
{
    QString left;
    std::ignore = QTest::qWaitFor([&] { return (left = leftBehind(pair)).isEmpty(); }, patienceMs);
    return left;
}

void DiaryTest::cleanup()
{
    for (const auto &one : pairs_) {
        if (!one->near.running() || !one->far.running())
            continue;
        const QString afterTest = leftBehindInTheEnd(*one);
        QVERIFY2(afterTest.isEmpty(), qPrintable(afterTest));
        one->removeForwards();
        const QString afterForwards = leftBehindInTheEnd(*one);
        QVERIFY2(afterForwards.isEmpty(), qPrintable(afterForwards));
    }
}

} // namespace culvert::test
