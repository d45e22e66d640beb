// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/http_reader.h"

namespace culvert::proxy {

class HttpReader::Private {};

HttpReader::HttpReader(Kind, HttpSink &) {}
HttpReader::~HttpReader() = default;

bool HttpReader::supported() { return false; }
qsizetype HttpReader::read(std::span<const std::uint8_t>) { return 0; }
void HttpReader::readEnd() {}
bool HttpReader::begun() const { return false; }
bool HttpReader::done() const { return false; }
HttpFault HttpReader::fault() const { return HttpFault::Malformed; }

} // namespace culvert::proxy
