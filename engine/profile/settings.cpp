// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/config.h"

#include "core/network_proxy.h"

#include <functional>

namespace culvert::profile {

namespace {

constexpr int resumeLimitMax = 24 * 60 * 60;

QString text(bool on) { return on ? QStringLiteral("true") : QStringLiteral("false"); }

std::optional<bool> toBool(const QString &value)
{
    static const QStringList yes{QStringLiteral("true"), QStringLiteral("on"), QStringLiteral("yes"), QStringLiteral("1")};
    static const QStringList no{QStringLiteral("false"), QStringLiteral("off"), QStringLiteral("no"), QStringLiteral("0")};
    if (yes.contains(value, Qt::CaseInsensitive))
        return true;
    if (no.contains(value, Qt::CaseInsensitive))
        return false;
    return std::nullopt;
}

std::optional<int> toNumber(const QString &value, int min, int max)
{
    bool ok = false;
    const int number = value.toInt(&ok);
    if (!ok || number < min || number > max)
        return std::nullopt;
    return number;
}

// Seconds, or a number with s, m or h behind it.
std::optional<int> toSeconds(const QString &value, int max)
{
    int unit = 1;
    QString digits = value;
    if (value.endsWith(u's') || value.endsWith(u'm') || value.endsWith(u'h')) {
        unit = value.endsWith(u'h') ? 3600 : value.endsWith(u'm') ? 60 : 1;
        digits.chop(1);
    }
    const auto number = toNumber(digits, 1, max / unit);
    return number ? std::optional<int>(*number * unit) : std::nullopt;
}

struct Setting {
    QString key;
    std::function<QString(const Settings &)> read;
    std::function<bool(Settings &, const QString &)> write; // false: not a value for it
};

Setting flag(const QString &key, bool Settings::*member)
{
    return {key, [member](const Settings &s) { return text(s.*member); },
            [member](Settings &s, const QString &value) {
                const auto on = toBool(value);
                if (on)
                    s.*member = *on;
                return on.has_value();
            }};
}

// May be empty.
Setting endpoint(const QString &key, QString Settings::*member)
{
    return {key, [member](const Settings &s) { return s.*member; },
            [member](Settings &s, const QString &value) {
                const auto endpoint = value.isEmpty() ? Result<Endpoint>(Endpoint{}) : parseEndpoint(value);
                if (endpoint)
                    s.*member = value.isEmpty() ? value : endpoint->toString();
                return endpoint.ok();
            }};
}

Setting port(const QString &key, quint16 Settings::*member)
{
    return {key, [member](const Settings &s) { return QString::number(s.*member); },
            [member](Settings &s, const QString &value) {
                const auto number = toNumber(value, 0, 65535);
                if (number)
                    s.*member = quint16(*number);
                return number.has_value();
            }};
}

const QList<Setting> &all()
{
    static const QList<Setting> settings{
        {QStringLiteral("name"), [](const Settings &s) { return s.machineName; },
         [](Settings &s, const QString &value) {
             const auto name = value.isEmpty() ? Result<QString>(value) : storedName(value);
             if (name)
                 s.machineName = *name;
             return name.ok();
         }},
        flag(QStringLiteral("tox.enabled"), &Settings::toxEnabled),
        flag(QStringLiteral("tox.lanDiscovery"), &Settings::toxLanDiscovery),
        flag(QStringLiteral("tox.udp"), &Settings::toxUdp),
        flag(QStringLiteral("tox.ipv6"), &Settings::toxIpv6),
        {QStringLiteral("tox.proxy"), [](const Settings &s) { return s.toxProxy; },
         [](Settings &s, const QString &value) {
             const bool usable = value.isEmpty() || parseNetworkProxy(value);
             if (usable)
                 s.toxProxy = value;
             return usable;
         }},
        flag(QStringLiteral("tox.tcpRelay"), &Settings::toxTcpRelay),
        port(QStringLiteral("tox.udpPort"), &Settings::toxUdpPort),
        flag(QStringLiteral("direct.enabled"), &Settings::directEnabled),
        flag(QStringLiteral("direct.portMapping"), &Settings::directPortMapping),
        port(QStringLiteral("direct.port"), &Settings::directPort),
        endpoint(QStringLiteral("direct.endpoint"), &Settings::directEndpoint),
        endpoint(QStringLiteral("direct.stun"), &Settings::directStun),
        {QStringLiteral("resumeLimit"), [](const Settings &s) { return QString::number(s.resumeLimitSeconds); },
         [](Settings &s, const QString &value) {
             const auto seconds = toSeconds(value, resumeLimitMax);
             if (seconds)
                 s.resumeLimitSeconds = *seconds;
             return seconds.has_value();
         }},
    };
    return settings;
}

const Setting *find(const QString &key)
{
    for (const Setting &setting : all()) {
        if (setting.key == key)
            return &setting;
    }
    return nullptr;
}

} // namespace

Result<QString> readSetting(const Settings &settings, const QString &key)
{
    const Setting *setting = find(key);
    if (!setting)
        return Error{ErrorCode::SettingUnknown, key};
    return setting->read(settings);
}

Outcome writeSetting(Settings &settings, const QString &key, const QString &value)
{
    const Setting *setting = find(key);
    if (!setting)
        return Error{ErrorCode::SettingUnknown, key};
    if (!setting->write(settings, value.trimmed()))
        return Error{ErrorCode::SettingInvalid, value, key};
    return done();
}

QStringList settingKeys()
{
    QStringList keys;
    for (const Setting &setting : all())
        keys.append(setting.key);
    return keys;
}

} // namespace culvert::profile
