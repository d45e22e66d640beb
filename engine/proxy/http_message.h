// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "proxy/http_reader.h"

#include <cstddef>

namespace culvert::proxy {

// One HTTP/1.x message as a parser reports it, piece by piece: bounded, and checked for what parsers let through and RFC 9112
// forbids. Each call says whether to go on; after a false there is a fault() and nothing more is taken.
class HttpMessage {
public:
    // What a parser knows when the fields of a head are complete.
    struct Start {
        int majorVersion = 0;
        int minorVersion = 0;
        QByteArray method;              // of a request
        int status = 0;                 // of an answer
        bool chunked = false;
        std::optional<quint64> length;  // Content-Length
        bool persistent = false;
    };

    HttpMessage(HttpReader::Kind kind, HttpSink &sink) : kind_(kind), sink_(sink) {}

    // The pieces that follow lie in these bytes.
    void reads(const char *at, std::size_t size);
    [[nodiscard]] bool uri(const char *at, std::size_t size) { return take(head_.uri, at, size); }
    [[nodiscard]] bool reason(const char *at, std::size_t size) { return take(head_.reason, at, size); }
    [[nodiscard]] bool name(const char *at, std::size_t size);
    [[nodiscard]] bool value(const char *at, std::size_t size);
    [[nodiscard]] bool headers(const Start &start);
    void body(const char *at, std::size_t size);
    [[nodiscard]] bool complete();
    // The first one counts. Always false.
    bool fail(HttpFault fault);

    [[nodiscard]] bool bodiless() const { return head_.bodiless; }
    [[nodiscard]] bool begun() const { return begun_; }
    [[nodiscard]] bool done() const { return done_; }
    [[nodiscard]] HttpFault fault() const { return fault_; }
    [[nodiscard]] bool over() const { return done_ || fault_ != HttpFault::None; }

private:
    bool take(QByteArray &into, const char *at, std::size_t size);
    [[nodiscard]] bool fieldsAreRight();
    // An answer that may say no length at all, so that none is passed on (RFC 9110 section 8.6, RFC 9112 section 6.1).
    [[nodiscard]] bool neverFramed() const;

    const HttpReader::Kind kind_;
    HttpSink &sink_;
    HttpHead head_;
    HttpFields fields_; // of the head, then those behind a chunked body
    std::size_t kept_ = 0;
    bool lastWasName_ = false;
    const char *nextPiece_ = nullptr; // where a value under way goes on, if it goes on in its line
    const char *bytesEnd_ = nullptr;
    bool begun_ = false;
    bool done_ = false;
    HttpFault fault_ = HttpFault::None;
};

} // namespace culvert::proxy
