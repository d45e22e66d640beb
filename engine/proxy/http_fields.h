// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "proxy/http_reader.h"

namespace culvert::proxy {

// The characters of a name (RFC 9110 section 5.6.2), at least one.
[[nodiscard]] bool isToken(const QByteArray &text);
[[nodiscard]] bool isNamed(const HttpField &field, const char *lowerCaseName);
// The value of the first field of this name; nothing: there is none.
[[nodiscard]] std::optional<QByteArray> valueOf(const HttpFields &fields, const char *lowerCaseName);
// Whether a list such as Connection names this token.
[[nodiscard]] bool lists(const HttpFields &fields, const char *lowerCaseName, const QByteArray &lowerCaseToken);
// Transfer-Encoding says chunked, once, and nothing else.
[[nodiscard]] bool isChunkedAlone(const HttpFields &fields);

// Without what is for one hop alone (RFC 9110 section 7.6.1), what Connection names, and the framing, which is written anew.
[[nodiscard]] HttpFields endToEnd(const HttpFields &fields);

// "Name: value\r\n" for each.
[[nodiscard]] QByteArray encode(const HttpFields &fields);

} // namespace culvert::proxy
