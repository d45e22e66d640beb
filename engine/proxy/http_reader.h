// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace culvert::proxy {

struct HttpField {
    QByteArray name;
    QByteArray value;
};
using HttpFields = QList<HttpField>;

// The head of a request or an answer, and what it says of the bytes behind it (RFC 9112 section 6).
struct HttpHead {
    QByteArray method;            // of a request
    QByteArray uri;               // of a request, as it stands there
    int status = 0;               // of an answer
    QByteArray reason;            // of an answer
    int minorVersion = 1;         // of HTTP/1.x
    HttpFields fields;
    bool chunked = false;
    std::optional<quint64> length; // Content-Length, which in a 304 and an answer to HEAD says nothing of what follows
    bool bodiless = false;        // the message ends with it, whatever it says of a length (RFC 9112 section 6.3)
    bool persistent = false;      // another message may follow on this connection
};

enum class HttpFault {
    None,
    Malformed,
    MethodUnknown,
    TooLarge   // a head, or the fields behind a body, of more than limits::proxyHead
};

// What a reader has read, in order. Called inside read() and readEnd(): the reader must outlive the call.
class HttpSink {
public:
    virtual void head(const HttpHead &head) = 0;
    virtual void body(std::span<const std::uint8_t> bytes) = 0; // without its framing
    virtual void end(const HttpFields &trailers) = 0;

protected:
    ~HttpSink() = default;
};

// Reads one HTTP/1.x message, cut into whatever pieces, and stops behind it. The library that parses HTTP is known to a
// message_parser_….cpp alone. Names of fields are tokens and values have no line ends or zero bytes when they come out here.
class HttpReader {
public:
    enum class Kind { Request, Answer, AnswerToHead };

    HttpReader(Kind kind, HttpSink &sink);
    ~HttpReader();

    // Whether this build can read HTTP at all; if not, each reader is at fault from the start.
    [[nodiscard]] static bool supported();

    // How many bytes belonged to the message: less than all behind its end, or when it is at fault.
    qsizetype read(std::span<const std::uint8_t> bytes);
    // The bytes have ended: the end of a body that says no length, else Malformed.
    void readEnd();

    [[nodiscard]] bool begun() const; // a byte of it has come
    [[nodiscard]] bool done() const;
    [[nodiscard]] HttpFault fault() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace culvert::proxy
