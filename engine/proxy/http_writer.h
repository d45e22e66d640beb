// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "proxy/http_fields.h"
#include "proxy/http_target.h"

namespace culvert::proxy {

// Heads are written anew, never passed on as they came: what the other end reads is what was understood here.

// As the target is to read it (RFC 9112 section 3.2.1): the path alone, Host from the target, no field of one hop.
[[nodiscard]] QByteArray encodeRequest(const HttpHead &request, const HttpTarget &target);

// The request asks for another protocol on this connection (RFC 9110 section 7.8).
[[nodiscard]] bool asksForUpgrade(const HttpHead &request);

struct AnswerForm {
    int minorVersion = 1; // of the application's HTTP/1.x
    bool chunked = false; // the body goes out in chunks
    bool close = false;   // this answer is the last
};
[[nodiscard]] QByteArray encodeAnswer(const HttpHead &answer, const AnswerForm &form);

// One chunk (section 7.1); of no bytes: nothing at all.
[[nodiscard]] QByteArray encodeChunk(std::span<const std::uint8_t> bytes);
[[nodiscard]] QByteArray encodeLastChunk(const HttpFields &trailers);

} // namespace culvert::proxy
