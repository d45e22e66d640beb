// SPDX-License-Identifier: GPL-3.0-or-later
#include "path/stun_client.h"

#include "core/limits.h"

#include <algorithm>
#include <utility>

namespace culvert::path {

namespace {

using namespace std::chrono_literals;

constexpr Duration firstPause = 500ms; // for an answer; twice as long each time (RFC 8489, section 6.2.1)
constexpr int mostTries = 4;

} // namespace

StunClient::StunClient(Setup setup)
    : with_(std::move(setup)), alarm_(with_.timers.makeAlarm([this] { tries_ > 0 && tries_ < mostTries ? send() : ask(); })),
      lookup_(
          with_.timers,
          [this](const QList<inet::SocketAddress> &addresses) {
              const auto found = std::find_if(addresses.begin(), addresses.end(),
                                              [](const auto &one) { return one.host.protocol() == QAbstractSocket::IPv4Protocol; });
              if (found == addresses.end() || server_ == *found)
                  return;
              server_ = *found;
              ask();
          },
          [this] { return !server_ || tries_ > 0; })
{
}

void StunClient::setServer(const Endpoint &server) { lookup_.set({server}); }

void StunClient::ask()
{
    if (!server_)
        return lookup_.lookUp();
    with_.random.fill(id_);
    tries_ = 0;
    send();
}

void StunClient::send()
{
    ++tries_;
    alarm_->setAt(with_.timers.now() + (tries_ < mostTries ? firstPause * (1 << (tries_ - 1)) : limits::stunRepeat));
    with_.send(*server_, stunRequest(id_));
}

void StunClient::arrived(const inet::SocketAddress &from, std::span<const std::uint8_t> datagram)
{
    const auto self = tries_ > 0 && from == server_ ? addressInStunAnswer(datagram, id_) : std::nullopt;
    if (!self)
        return;
    tries_ = 0;
    alarm_->setAt(with_.timers.now() + limits::stunRepeat);
    with_.found(*self);
}

} // namespace culvert::path
