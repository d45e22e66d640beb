// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/http_message.h"

#include "core/limits.h"
#include "proxy/http_fields.h"

#include <algorithm>
#include <utility>

namespace culvert::proxy {

bool HttpMessage::fail(HttpFault fault)
{
    if (fault_ == HttpFault::None)
        fault_ = fault;
    return false;
}

void HttpMessage::reads(const char *at, std::size_t size)
{
    begun_ = true;
    nextPiece_ = nextPiece_ == bytesEnd_ ? at : nullptr;
    bytesEnd_ = at + size;
}

// What comes in pieces and is kept is counted.
bool HttpMessage::take(QByteArray &into, const char *at, std::size_t size)
{
    kept_ += size;
    if (kept_ > limits::proxyHead)
        return fail(HttpFault::TooLarge);
    into.append(at, qsizetype(size));
    return true;
}

bool HttpMessage::name(const char *at, std::size_t size)
{
    if (std::exchange(lastWasName_, true))
        return take(fields_.last().name, at, size);
    kept_ += sizeof(HttpField);
    fields_.append(HttpField());
    return take(fields_.last().name, at, size);
}

// Parsers put a value that goes on in another line together without a sign of it. So a piece that does not touch the one before
// is taken for such a line, which a proxy may refuse (RFC 9112 section 5.2).
bool HttpMessage::value(const char *at, std::size_t size)
{
    const bool goesOn = !std::exchange(lastWasName_, false);
    if (fields_.isEmpty() || (goesOn && at != nextPiece_))
        return fail(HttpFault::Malformed);
    nextPiece_ = at + size;
    return take(fields_.last().value, at, size);
}

bool HttpMessage::fieldsAreRight()
{
    for (HttpField &field : fields_) {
        field.value = field.value.trimmed();
        if (!isToken(field.name) || field.value.contains('\r') || field.value.contains('\n') || field.value.contains('\0'))
            return false;
    }
    return true;
}

bool HttpMessage::headers(const Start &start)
{
    lastWasName_ = false;
    if (!fieldsAreRight() || start.majorVersion != 1 || start.minorVersion > 1)
        return fail(HttpFault::Malformed);
    head_.fields = std::exchange(fields_, {});
    const bool framed = std::any_of(head_.fields.begin(), head_.fields.end(),
                                    [](const HttpField &f) { return isNamed(f, "transfer-encoding"); });
    // Another coding than chunked alone would be lost on the way.
    if (framed && !isChunkedAlone(head_.fields))
        return fail(HttpFault::Malformed);
    head_.minorVersion = start.minorVersion;
    head_.method = start.method;
    head_.status = start.status;
    head_.persistent = start.persistent;
    if (neverFramed()) {
        // Who says a length all the same may send the bytes too, and they would be taken for another answer.
        head_.persistent = start.persistent && !start.chunked && start.length.value_or(0) == 0;
    } else {
        head_.chunked = start.chunked;
        if (!start.chunked)
            head_.length = start.length;
    }
    head_.bodiless = kind_ == HttpReader::Kind::AnswerToHead || neverFramed() || (kind_ == HttpReader::Kind::Answer && head_.status == 304);
    sink_.head(head_);
    return true;
}

bool HttpMessage::neverFramed() const
{
    return kind_ != HttpReader::Kind::Request && (head_.status < 200 || head_.status == 204);
}

void HttpMessage::body(const char *at, std::size_t size)
{
    sink_.body({reinterpret_cast<const std::uint8_t *>(at), size});
}

bool HttpMessage::complete()
{
    if (!fieldsAreRight())
        return fail(HttpFault::Malformed);
    done_ = true;
    sink_.end(fields_);
    return true;
}

} // namespace culvert::proxy
