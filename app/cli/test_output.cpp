// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/test_output.h"

#include "app/cli/table.h"
#include "app/cli/tables.h"

namespace culvert::cli {

namespace {

QString ms(const QJsonValue &value)
{
    if (!value.isDouble())
        return QStringLiteral("-");
    const double number = value.toDouble();
    return QStringLiteral("%1 ms").arg(number, 0, 'f', number < 10 ? 2 : number < 100 ? 1 : 0);
}

QString rate(const QJsonValue &value)
{
    return value.isDouble() ? QStringLiteral("%1 MB/s").arg(value.toDouble() / 1e6, 0, 'f', value.toDouble() < 1e7 ? 2 : 1)
                            : QStringLiteral("-");
}

QString percent(const QJsonValue &value)
{
    return value.isDouble() ? QStringLiteral("%1 %").arg(value.toDouble(), 0, 'f', 1) : QStringLiteral("-");
}

QString delay(const QJsonValue &delay)
{
    if (!delay.isObject())
        return Said::tr("not measured");
    return Said::tr("min %1, median %2, 95 % under %3")
        .arg(ms(delay[QLatin1StringView("minMs")]), ms(delay[QLatin1StringView("medianMs")]), ms(delay[QLatin1StringView("p95Ms")]));
}

QString load(const QJsonValue &load)
{
    return Said::tr("%1 (%2 in all)")
        .arg(rate(load[QLatin1StringView("bytesPerSecond")]), readableSize(load[QLatin1StringView("bytes")].toInteger()));
}

} // namespace

QString testText(const QJsonObject &test)
{
    const auto value = [&](const char *key) { return test.value(QLatin1StringView(key)); };
    return table({{Said::tr("Link to"), value("name").toString()},
                  {Said::tr("Path"), word(test, "path")},
                  {Said::tr("Delay at rest"), delay(value("idle"))},
                  {Said::tr("Delay under load"), delay(value("loaded"))},
                  {Said::tr("From the peer"), load(value("down"))},
                  {Said::tr("To the peer"), load(value("up"))},
                  {Said::tr("Loss"), Said::tr("%1 of the heartbeats of the last minute").arg(percent(value("lossPercent")))}});
}

QString testProgress(const QJsonObject &test)
{
    const auto value = [&](const char *key) { return test.value(QLatin1StringView(key)); };
    const QString phase = value("phase").toString();
    const QString doing = phase == u"idle" ? Said::tr("at rest") : phase == u"down" ? Said::tr("from the peer")
                        : phase == u"up"   ? Said::tr("to the peer") : phase;
    return Said::tr("%1 %  %2  %3  delay %4  loss %5\n")
        .arg(qRound(value("done").toDouble() * 100), 3)
        .arg(doing.leftJustified(13), rate(value("bytesPerSecond")).rightJustified(11), ms(value("rttMs")), percent(value("lossPercent")));
}

} // namespace culvert::cli
