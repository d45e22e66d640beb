// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/http_fields.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace culvert::proxy {

namespace {

QList<QByteArray> tokensOf(const HttpFields &fields, const char *name)
{
    QList<QByteArray> out;
    for (const HttpField &field : fields) {
        if (!isNamed(field, name))
            continue;
        for (const QByteArray &token : field.value.split(','))
            out.append(token.trimmed().toLower());
    }
    return out;
}

constexpr std::array hopByHop{"connection", "proxy-connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te",
                              "transfer-encoding", "content-length", "upgrade"};

} // namespace

bool isToken(const QByteArray &text)
{
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.find(c) != marks.npos;
    });
}

bool isNamed(const HttpField &field, const char *lowerCaseName) { return field.name.compare(lowerCaseName, Qt::CaseInsensitive) == 0; }

std::optional<QByteArray> valueOf(const HttpFields &fields, const char *lowerCaseName)
{
    for (const HttpField &field : fields) {
        if (isNamed(field, lowerCaseName))
            return field.value;
    }
    return std::nullopt;
}

bool lists(const HttpFields &fields, const char *lowerCaseName, const QByteArray &lowerCaseToken)
{
    return tokensOf(fields, lowerCaseName).contains(lowerCaseToken);
}

bool isChunkedAlone(const HttpFields &fields)
{
    return tokensOf(fields, "transfer-encoding") == QList<QByteArray>{"chunked"};
}

HttpFields endToEnd(const HttpFields &fields)
{
    const QList<QByteArray> named = tokensOf(fields, "connection");
    HttpFields out;
    for (const HttpField &field : fields) {
        const bool oneHop = std::any_of(hopByHop.begin(), hopByHop.end(), [&](const char *name) { return isNamed(field, name); });
        if (!oneHop && !named.contains(field.name.toLower()))
            out.append(field);
    }
    return out;
}

QByteArray encode(const HttpFields &fields)
{
    QByteArray out;
    for (const HttpField &field : fields)
        out.append(field.name).append(": ").append(field.value).append("\r\n");
    return out;
}

} // namespace culvert::proxy
