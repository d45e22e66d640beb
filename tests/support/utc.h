// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

namespace culvert::test {

// A moment in UTC. Qt's own constructors for it are other ones before and after Qt 6.5.
inline QDateTime utc(QDate date, QTime time)
{
    QDateTime moment = QDateTime::fromMSecsSinceEpoch(0).toUTC();
    moment.setDate(date);
    moment.setTime(time);
    return moment;
}

} // namespace culvert::test
