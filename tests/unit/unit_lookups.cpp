// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits.h"
#include "support/memory_end.h"
#include "tunnel/lookups.h"

#include <QTest>

#include <memory>
#include <optional>
#include <vector>

using namespace culvert;
using namespace culvert::test;
using namespace std::chrono_literals;

namespace {

PublicKey peer(std::uint8_t number)
{
    PublicKey key{};
    key.data()[0] = number;
    return key;
}

struct World {
    World()
    {
        dialler.resolve = [](const QString &) { return QStringList{QStringLiteral("10.0.0.1")}; };
        dialler.silentAbout = [this](const QString &name) {
            begun.append(name);
            return name.endsWith(QStringLiteral(".silent"));
        };
    }
    void ask(std::uint8_t who, const QString &name)
    {
        held.push_back(lookups->lookUp(peer(who), name, [this, name](const Result<QList<IpAddress>> &found) {
            answers.append(name);
            code = found ? ErrorCode::None : found.error().code;
        }));
    }
    void askWithoutEnd(std::uint8_t who)
    {
        for (int i = 0; i < 100; ++i)
            ask(who, QStringLiteral("%1-%2.silent").arg(who).arg(i));
    }

    Ledger ledger;
    VirtualTimers timers{ledger};
    MemoryDialler dialler{timers, ledger};
    std::unique_ptr<tunnel::Lookups> lookups = std::make_unique<tunnel::Lookups>(dialler, timers);
    std::vector<std::unique_ptr<tcp::Lookup>> held;
    QStringList begun;
    QStringList answers;
    ErrorCode code = ErrorCode::None;
};

} // namespace

class UnitLookups final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLookUpThatIsNotAnsweredTimesOut()
    {
        World w;
        w.ask(1, QStringLiteral("one.silent"));
        w.timers.run(limits::lookup - 1ms);
        QCOMPARE(w.answers.size(), 0);
        w.timers.run(2ms);
        QCOMPARE(w.answers, QStringList{QStringLiteral("one.silent")});
        QCOMPARE(w.code, ErrorCode::TargetTimedOut);
        QCOMPARE(w.dialler.asking, 1); // the system still has a thread for it
    }

    void soDoesOneThatWaits()
    {
        World w;
        w.askWithoutEnd(1);
        w.timers.run(limits::lookup + 1ms);
        QCOMPARE(w.answers.size(), 100);
        QCOMPARE(w.code, ErrorCode::TargetTimedOut);
        QCOMPARE(w.dialler.lookups, limits::lookups / 2);
        w.ask(1, QStringLiteral("two"));
        w.timers.run(limits::lookup - 1ms);
        QCOMPARE(w.answers.size(), 100);
    }

    void eachPeerMayHaveHalfOfWhatTheOthersLeave()
    {
        World w;
        w.dialler.takes = 1s;
        w.ask(1, QStringLiteral("answered"));
        for (std::uint8_t who = 1; who <= 6; ++who)
            w.askWithoutEnd(who);
        QCOMPARE(w.dialler.asking, int(limits::lookups));
        const auto of = [&](int who) { return w.begun.filter(QString::number(who) + u'-').size(); };
        QCOMPARE((QList<qsizetype>{1 + of(1), of(2), of(3), of(4), of(5), of(6)}), (QList<qsizetype>{8, 4, 2, 1, 1, 0}));
        w.timers.run(1s);
        QCOMPARE(w.answers, QStringList{QStringLiteral("answered")});
        QCOMPARE(w.dialler.asking, int(limits::lookups));
        QCOMPARE(w.begun.last(), QStringLiteral("6-0.silent"));
    }

    void whoWasServedWaitsBehindTheOthers()
    {
        World w;
        w.dialler.takes = 1s;
        for (std::uint8_t who = 1; who <= 4; ++who)
            w.askWithoutEnd(who);
        for (const char *name : {"5-0", "5-1", "5-2"})
            w.ask(5, QString::fromLatin1(name));
        w.ask(6, QStringLiteral("6-0"));
        w.timers.run(4s);
        QCOMPARE(w.begun.last(4), (QStringList{QStringLiteral("5-0"), QStringLiteral("5-1"), QStringLiteral("6-0"), QStringLiteral("5-2")}));
        QCOMPARE(w.answers.size(), 4);
    }

    void equalNamesAreLookedUpOnce()
    {
        World w;
        const QString name = QStringLiteral("name");
        for (std::uint8_t who = 1; who <= 3; ++who)
            w.ask(who, name);
        w.held.erase(w.held.begin()); // the first gives up, and the others do not lose by it
        w.timers.run(1s);
        QCOMPARE(w.answers, (QStringList{name, name}));
        QCOMPARE(w.code, ErrorCode::None);
        QCOMPARE(w.dialler.lookups, 1);
        w.ask(1, name); // later it is asked anew
        w.timers.run(1s);
        QCOMPARE(w.dialler.lookups, 2);
        QCOMPARE(w.answers.size(), 3);
    }

    void whatIsAskedMayOutliveTheLookUps()
    {
        World w;
        w.askWithoutEnd(1);
        w.lookups.reset();
        QCOMPARE(w.dialler.asking, 0);
        w.held.resize(50);
        w.timers.run(limits::lookup + 1ms);
        QCOMPARE(w.answers.size(), 50);
    }
};

QTEST_GUILESS_MAIN(UnitLookups)
#include "unit_lookups.moc"
