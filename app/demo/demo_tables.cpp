// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo_tables.h"

#include "api/enum_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace culvert::demo {

namespace {

QString connectionRow(const QString &machine, const QString &way, const QString &state, const QString &sent, const QString &received,
                      const QString &waiting, const QString &rate)
{
    return QStringLiteral("  %1 %2 %3 %4 %5 %6 %7\n")
        .arg(machine, -14).arg(way, -34).arg(state, -13).arg(sent, 9).arg(received, 9).arg(waiting, 9).arg(rate, 11);
}

QString counterRow(const QString &machine, const QString &key, const std::array<QString, 5> &numbers)
{
    QString row = QStringLiteral("  %1 %2").arg(machine, -14).arg(key, -14);
    for (const QString &number : numbers)
        row += number.rightJustified(12);
    return row + QLatin1Char('\n');
}

QString numberText(const std::optional<qint64> &number) { return number ? QString::number(*number) : QStringLiteral("-"); }

// "12.3 MB"
QString sizeText(quint64 bytes)
{
    if (bytes < 10'000)
        return QStringLiteral("%1 B").arg(bytes);
    if (bytes < 10'000'000)
        return QStringLiteral("%1 kB").arg(bytes / 1000);
    return QStringLiteral("%1 MB").arg(double(bytes) / 1e6, 0, 'f', 1);
}

} // namespace

QString ConnectionRows::header()
{
    return connectionRow(QStringLiteral("machine"), QStringLiteral("connection"), QStringLiteral("state"), QStringLiteral("sent"),
                         QStringLiteral("received"), QStringLiteral("waiting"), QStringLiteral("rate"));
}

QString ConnectionRows::rows(const api::Snapshot &snapshot)
{
    const double seconds = std::max<double>(double(clock_.restart()) / 1000, 0.001);
    QHash<ConnectionId, quint64> moved;
    QString text;
    for (const api::ConnectionInfo &connection : snapshot.connections) {
        if (connection.state == api::ConnectionState::Closed)
            continue;
        const quint64 now = connection.sent + connection.received;
        moved.insert(connection.id, now);
        const double rate = double(now - std::min(now, moved_.value(connection.id))) / seconds;
        text += connectionRow(machine_, connection.source + QStringLiteral(" > ") + connection.target,
                              api::nameOf(connection.state), sizeText(connection.sent), sizeText(connection.received),
                              sizeText(connection.waitingIn + connection.waitingOut), sizeText(quint64(rate)) + QStringLiteral("/s"));
    }
    moved_ = std::move(moved);
    return text;
}

bool isAtBaseline(const api::Snapshot &snapshot)
{
    return snapshot.atRest && !snapshot.counters.isEmpty()
        && std::none_of(snapshot.counters.begin(), snapshot.counters.end(), [](const api::CounterInfo &counter) { return counter.isOffBaseline(); });
}

QString counterTable(const api::Snapshot &here, const api::Snapshot &there)
{
    QString table = counterRow(QStringLiteral("machine"), QStringLiteral("counter"),
                               {QStringLiteral("now"), QStringLiteral("highest"), QStringLiteral("created"),
                                QStringLiteral("destroyed"), QStringLiteral("baseline")});
    for (const auto &[machine, snapshot] : {std::pair{QStringLiteral("this machine"), &here}, {QStringLiteral("other machine"), &there}}) {
        for (const api::CounterInfo &counter : snapshot->counters) {
            table += counterRow(machine, counter.key,
                                {QString::number(counter.now), QString::number(counter.peak), numberText(counter.created),
                                 numberText(counter.destroyed), numberText(counter.baseline)});
        }
    }
    return table;
}

} // namespace culvert::demo
