// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/conversation.h"

#include "proxy/http_conversation.h"
#include "proxy/socks4.h"
#include "proxy/socks5.h"

namespace culvert::proxy {

std::unique_ptr<Conversation> converse(std::uint8_t first, const Manners &manners)
{
    if (first == Socks5::version)
        return std::make_unique<Socks5>(manners);
    if (first == Socks4::version)
        return std::make_unique<Socks4>(manners);
    // A method begins with a letter; empty lines before a request are to be put up with (RFC 9112 section 2.2).
    if ((first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z') || first == '\r' || first == '\n')
        return std::make_unique<HttpConversation>(manners);
    return nullptr;
}

} // namespace culvert::proxy
