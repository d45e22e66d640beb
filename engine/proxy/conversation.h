// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/endpoint.h"
#include "core/error.h"

#include <QByteArray>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

namespace culvert::proxy {

// What a proxy port is to those who use it.
struct Manners {
    QString peer;   // the name of the machine that connects
    Endpoint port;  // where this proxy listens, with the real port
    std::function<bool(const QByteArray &user, const QByteArray &password)> admits{}; // none: everybody is admitted
};

// What an application says to a proxy port and is told, and what the target is told for it. Bytes in, bytes out: no
// sockets, no time. Takes a bounded part of what is offered at a time, whatever it is cut into; what it is to say waits in
// the two queues until the user of this class has passed it on. Never asserts on input.
class Conversation {
public:
    enum class Phase {
        Listening,  // bytes of the application are wanted, no target
        Connecting, // target() is wanted: connected() or failed() is to come
        Exchanging, // HTTP requests and answers pass through here, to and from target()
        Carrying,   // bytes go as they are, both ways, behind what waits in the queues
        Closing,    // what waits for the application is the last; then a FIN
        Broken      // the application must see a reset: what it has is not the whole
    };

    virtual ~Conversation() = default;

    [[nodiscard]] Phase phase() const { return phase_; }
    [[nodiscard]] const Endpoint &target() const { return target_; }

    // Whether hear() would take anything. Not while Carrying.
    [[nodiscard]] virtual bool hears() const { return phase_ == Phase::Listening; }
    // Of the application; how many were used. What is left is for later, or, while Carrying, for the target.
    virtual qsizetype hear(std::span<const std::uint8_t> bytes) = 0;
    // Its FIN, behind everything it said.
    virtual void heardEnd() { end(); }

    // The target is there, while Connecting.
    virtual void connected() = 0;
    // The target could not be reached, or was lost.
    virtual void failed(const Error &error) = 0;

    // Of the target, while Exchanging or idle; how many were used: less than all only when Carrying has begun.
    virtual qsizetype answered(std::span<const std::uint8_t> bytes) { return qsizetype(bytes.size()); }
    virtual void answeredEnd() {} // its FIN, behind everything it said

    // Whether the connection to the target is of further use, now that nothing is under way.
    [[nodiscard]] virtual bool keepsTarget() const { return phase_ == Phase::Carrying; }

    QByteArray toApplication;
    QByteArray toTarget;

protected:
    void setPhase(Phase phase) { phase_ = phase; }
    void want(const Endpoint &target)
    {
        target_ = target;
        phase_ = Phase::Connecting;
    }
    // Nothing more is listened to.
    void end() { phase_ = Phase::Closing; }

private:
    Phase phase_ = Phase::Listening;
    Endpoint target_;
};

// By the first byte that an application sends; it is to be heard again. Nothing: none of the protocols of this port begins
// so (TLS, say).
[[nodiscard]] std::unique_ptr<Conversation> converse(std::uint8_t first, const Manners &manners);

} // namespace culvert::proxy
