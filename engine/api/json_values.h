// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QJsonValue>

#include <optional>

// How the JSON for programs writes what may be unknown: as null (docs/json.md).
namespace culvert::api {

inline QJsonValue orNull(const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); }
inline QJsonValue orNull(const std::optional<double> &number) { return number ? QJsonValue(*number) : QJsonValue(); }
inline QJsonValue orNull(const std::optional<qint64> &number) { return number ? QJsonValue(*number) : QJsonValue(); }
inline QJsonValue orNull(const std::optional<quint64> &bytes) { return bytes ? QJsonValue(qint64(*bytes)) : QJsonValue(); }
inline QJsonValue orNull(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

} // namespace culvert::api
