// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "proxy/conversation.h"

namespace culvert::proxy {

// SOCKS version 5 (RFC 1928) with user and password (RFC 1929): CONNECT alone. Names go to the other side as they are.
class Socks5 final : public Conversation {
public:
    static constexpr std::uint8_t version = 5;

    explicit Socks5(const Manners &manners) : manners_(manners) {}

    qsizetype hear(std::span<const std::uint8_t> bytes) override;
    void connected() override;
    void failed(const Error &error) override;

private:
    enum class Step { Methods, Login, Request };

    // True when the step's message is whole and was acted on.
    bool methods();
    bool login();
    bool request();
    void reply(std::uint8_t code);

    Manners manners_;
    Step step_ = Step::Methods;
    QByteArray message_; // of the present step, as far as it came; at most 513 bytes
};

} // namespace culvert::proxy
