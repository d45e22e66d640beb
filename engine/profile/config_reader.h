// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"
#include "core/rate.h"
#include "core/rule.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace culvert::profile {

// Takes values out of JSON. The first thing that is wrong is kept and named; what is read then is no use.
class ConfigReader {
public:
    [[nodiscard]] bool ok() const { return wrong_.isEmpty(); }
    [[nodiscard]] const QString &wrong() const { return wrong_; }

    void require(bool condition, const QString &where)
    {
        if (!condition && wrong_.isEmpty())
            wrong_ = where;
    }
    QString text(const QJsonObject &object, const QString &name)
    {
        require(object.value(name).isString(), name);
        return object.value(name).toString();
    }
    Target target(const QJsonValue &value, const QString &where)
    {
        const auto target = parseTarget(value.toString());
        require(target.ok(), where);
        return target ? *target : Target();
    }
    QDateTime time(const QJsonObject &object, const QString &where)
    {
        const QDateTime time = QDateTime::fromString(text(object, where), Qt::ISODateWithMs);
        require(time.isValid(), where);
        return time;
    }
    bool flag(const QJsonObject &object, const QString &name, bool missing)
    {
        const QJsonValue value = object.value(name);
        require(value.isBool() || value.isUndefined(), name);
        return value.toBool(missing);
    }
    QJsonArray list(const QJsonObject &object, const QString &name)
    {
        const QJsonValue value = object.value(name);
        require(value.isArray() || value.isUndefined(), name);
        return value.toArray();
    }
    template <class Id>
    Id hex(const QJsonObject &object, const QString &name)
    {
        const auto value = Id::fromHex(text(object, name));
        require(value.has_value(), name);
        return value.value_or(Id());
    }
    Endpoint endpoint(const QJsonValue &value, const QString &where)
    {
        return taken(parseEndpoint(value.toString()), where);
    }
    Endpoint listen(const QJsonValue &value, const QString &where) { return taken(parseListen(value.toString()), where); }
    QString name(const QJsonObject &object, const QString &where = QStringLiteral("name"))
    {
        const auto checked = storedName(text(object, where));
        require(checked.ok(), where);
        return checked ? *checked : QString();
    }
    quint64 rate(const QJsonObject &object, const QString &where)
    {
        const auto rate = parseRate(text(object, where));
        require(rate.ok(), where);
        return rate ? *rate : 0;
    }
    QJsonObject object(const QJsonValue &value, const QString &where)
    {
        require(value.isObject(), where);
        return value.toObject();
    }

private:
    Endpoint taken(const Result<Endpoint> &endpoint, const QString &where)
    {
        require(endpoint.ok(), where);
        return endpoint ? *endpoint : Endpoint();
    }

    QString wrong_;
};

} // namespace culvert::profile
