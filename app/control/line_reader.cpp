// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control/line_reader.h"

#include "api/snapshot_json.h"

#include <QJsonDocument>
#include <QLocalSocket>

namespace culvert::control {

std::optional<QJsonObject> LineReader::next()
{
    if (broken_)
        return std::nullopt;
    if (!from_.canReadLine()) {
        broken_ = from_.bytesAvailable() > lineSize_;
        return std::nullopt;
    }
    const QByteArray line = from_.readLine(lineSize_ + 1);
    const QJsonDocument document = QJsonDocument::fromJson(line);
    broken_ = !line.endsWith('\n') || !document.isObject();
    return broken_ ? std::nullopt : std::optional<QJsonObject>(document.object());
}

QByteArray lineOf(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n'; }

QByteArray lineOf(const api::Reply &reply)
{
    return reply ? lineOf({{QStringLiteral("reply"), *reply}}) : lineOf({{QStringLiteral("error"), api::toJson(reply.error())}});
}

void writeLine(QLocalSocket &socket, const QJsonObject &object) { socket.write(lineOf(object)); }

} // namespace culvert::control
