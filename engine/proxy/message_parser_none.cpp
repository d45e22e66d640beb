// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/message_parser.h"

namespace culvert::proxy {

bool HttpReader::supported() { return false; }

std::unique_ptr<MessageParser> makeMessageParser(HttpReader::Kind, HttpMessage &) { return nullptr; }

} // namespace culvert::proxy
