// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "proxy/conversation.h"

namespace culvert::proxy {

// SOCKS version 4, and 4a with names (by Ying-Da Lee; there is no RFC of either): CONNECT alone. There is no password in it, so a
// port that asks for one refuses.
class Socks4 final : public Conversation {
public:
    static constexpr std::uint8_t version = 4;

    explicit Socks4(const Manners &manners) : manners_(manners) {}

    qsizetype hear(std::span<const std::uint8_t> bytes) override;
    void connected() override;
    void failed(const Error &error) override;

private:
    bool request();
    void reply(std::uint8_t code);

    Manners manners_;
    QByteArray message_; // as far as it came; at most messageMost bytes
};

} // namespace culvert::proxy
