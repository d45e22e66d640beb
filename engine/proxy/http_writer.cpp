// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/http_writer.h"

namespace culvert::proxy {

namespace {

QByteArray framing(bool chunked, const std::optional<quint64> &length)
{
    if (chunked)
        return "Transfer-Encoding: chunked\r\n";
    return length ? "Content-Length: " + QByteArray::number(*length) + "\r\n" : QByteArray();
}

QByteArray upgrade(const HttpFields &fields)
{
    return "Connection: Upgrade\r\nUpgrade: " + valueOf(fields, "upgrade").value_or(QByteArray()) + "\r\n";
}

} // namespace

bool asksForUpgrade(const HttpHead &request)
{
    return request.minorVersion > 0 && lists(request.fields, "connection", "upgrade") && valueOf(request.fields, "upgrade");
}

QByteArray encodeRequest(const HttpHead &request, const HttpTarget &target)
{
    const bool whole = request.method == "OPTIONS" && !request.uri.endsWith('/') && target.path == "/"; // of the server itself
    QByteArray out = request.method + ' ' + (whole ? QByteArray("*") : target.path) + " HTTP/1." + QByteArray::number(request.minorVersion)
        + "\r\nHost: " + target.authority + "\r\n";
    HttpFields fields = endToEnd(request.fields);
    fields.removeIf([](const HttpField &field) { return isNamed(field, "host"); });
    out += encode(fields) + framing(request.chunked, request.length);
    if (asksForUpgrade(request))
        out += upgrade(request.fields);
    else if (!request.persistent)
        out += "Connection: close\r\n";
    else if (request.minorVersion == 0)
        out += "Connection: keep-alive\r\n";
    return out + "\r\n";
}

QByteArray encodeAnswer(const HttpHead &answer, const AnswerForm &form)
{
    QByteArray out = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + answer.reason + "\r\n" + encode(endToEnd(answer.fields))
        + framing(form.chunked, answer.length);
    if (answer.status == 101)
        out += upgrade(answer.fields);
    else if (form.close)
        out += "Connection: close\r\n";
    else if (form.minorVersion == 0)
        out += "Connection: keep-alive\r\n";
    return out + "\r\n";
}

QByteArray encodeChunk(std::span<const std::uint8_t> bytes)
{
    if (bytes.empty())
        return {};
    QByteArray out = QByteArray::number(qulonglong(bytes.size()), 16) + "\r\n";
    out.append(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()));
    return out + "\r\n";
}

QByteArray encodeLastChunk(const HttpFields &trailers) { return "0\r\n" + encode(endToEnd(trailers)) + "\r\n"; }

} // namespace culvert::proxy
