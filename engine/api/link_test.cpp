// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/link_test.h"

#include "api/enum_names.h"
#include "api/json_values.h"
#include "api/snapshot_json.h"

#include <cmath>

namespace culvert::api {

namespace {

QJsonValue toJson(const DelayInfo &delay)
{
    if (delay.count == 0)
        return {};
    return QJsonObject{{QStringLiteral("count"), delay.count},
                       {QStringLiteral("minMs"), delay.min},
                       {QStringLiteral("medianMs"), delay.median},
                       {QStringLiteral("p95Ms"), delay.p95}};
}

QJsonValue toJson(const LoadInfo &load)
{
    return QJsonObject{{QStringLiteral("bytes"), qint64(load.bytes)},
                       {QStringLiteral("bytesPerSecond"),
                        load.bytesPerSecond ? QJsonValue(std::round(*load.bytesPerSecond)) : QJsonValue()}};
}

// When it is over, what a person asks first: how fast it comes from there.
QJsonValue rate(const TestInfo &test)
{
    const double rate = test.over() ? test.down.bytesPerSecond.value_or(-1) : test.bytesPerSecond;
    return rate < 0 ? QJsonValue() : QJsonValue(std::round(rate));
}

} // namespace

QJsonObject toJson(const TestInfo &test)
{
    return {{QStringLiteral("test"), qint64(test.id)},
            {QStringLiteral("name"), test.peer},
            {QStringLiteral("id"), test.peerId.toHex()},
            {QStringLiteral("seconds"), test.seconds},
            {QStringLiteral("phase"), nameOf(test.phase)},
            {QStringLiteral("done"), test.done},
            {QStringLiteral("path"), nameOf(test.path)},
            {QStringLiteral("rttMs"), orNull(test.rttMs)},
            {QStringLiteral("lossPercent"), orNull(test.lossPercent)},
            {QStringLiteral("bytesPerSecond"), rate(test)},
            {QStringLiteral("idle"), toJson(test.idle)},
            {QStringLiteral("loaded"), toJson(test.loaded)},
            {QStringLiteral("down"), toJson(test.down)},
            {QStringLiteral("up"), toJson(test.up)},
            {QStringLiteral("error"), test.error ? QJsonValue(toJson(*test.error)) : QJsonValue()}};
}

} // namespace culvert::api
