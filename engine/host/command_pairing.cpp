// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/checked_endpoints.h"
#include "host/command_executor.h"
#include "host/peer_name.h"
#include "wire/invite.h"

#include <algorithm>

namespace culvert::host {

namespace {

constexpr qsizetype fewestAddressDigits = 40; // so many hex digits are meant for an address, also with one lost on the way

struct Asked {
    ToxAddress address;
    std::optional<InviteToken> token; // none: a bare address
    QString name;                     // of the machine there; may be empty
    QList<Endpoint> endpoints;
};

bool looksLikeAddress(QStringView text)
{
    return text.size() >= fewestAddressDigits
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isDigit() || (c.toLower() >= u'a' && c.toLower() <= u'f'); });
}

// Errors: those of decodeInvite, AddressInvalid, InviteOwn, InviteExpired.
Result<Asked> whomToAsk(const QString &link, const ToxAddress &self, const QDateTime &now)
{
    const QString text = link.trimmed();
    if (looksLikeAddress(text)) {
        const auto address = ToxAddress::fromHex(text);
        if (!address)
            return Error{ErrorCode::AddressInvalid, text.left(80)};
        if (address->publicKey() == self.publicKey())
            return Error{ErrorCode::InviteOwn, text};
        return Asked{*address, std::nullopt, {}, {}};
    }
    const auto invite = wire::decodeInvite(link);
    if (!invite)
        return invite.error();
    if (invite->address.publicKey() == self.publicKey())
        return Error{ErrorCode::InviteOwn};
    if (invite->expiresAt <= now)
        return Error{ErrorCode::InviteExpired};
    return Asked{invite->address, invite->token, invite->name, invite->endpoints};
}

} // namespace

api::Reply CommandExecutor::run(const api::Pair &command)
{
    const auto asked = whomToAsk(command.link, with_.address, with_.timers.wallClock());
    if (!asked)
        return asked.error();
    if (!config().settings.toxEnabled && asked->endpoints.isEmpty())
        return Error{ErrorCode::EndpointMissing};
    const PublicKey id = asked->address.publicKey();

    profile::Config next = config();
    profile::PeerEntry *peer = next.peer(id);
    if (peer && peer->blocked)
        return Error{.code = ErrorCode::PeerBlocked, .peer = peer->name};
    if (peer && !peer->pending)
        return Error{ErrorCode::AlreadyPaired, peer->name};
    if (!peer || !command.name.isEmpty()) {
        // A pending peer that is asked anew may get a new name; its own does not count as taken.
        profile::Config others = config();
        others.peers.removeIf([&](const profile::PeerEntry &p) { return p.id == id; });
        if (!command.name.isEmpty()) {
            if (const auto checked = checkedName(command.name); !checked)
                return checked.error();
        }
        const QString name = freePeerName(others, command.name.isEmpty() ? saidName(asked->name) : command.name, id);
        if (!peer) {
            next.peers.append(profile::PeerEntry{{}, id, true, false, {}, {}, {}});
            peer = &next.peers.last();
        }
        peer->name = name;
    }
    peer->address = asked->address;
    peer->token = asked->token;
    peer->endpoints = asked->endpoints;
    if (const auto saved = save(std::move(next)); !saved)
        return saved.error();
    return peerJson(id);
}

api::Reply CommandExecutor::run(const api::SetEndpoints &command)
{
    const auto id = config().findPeer(command.peer);
    if (!id)
        return id.error();
    const auto endpoints = checkedEndpoints(command.endpoints);
    if (!endpoints)
        return endpoints.error();
    profile::Config next = config();
    next.peer(*id)->endpoints = *endpoints;
    if (const auto saved = save(std::move(next)); !saved)
        return saved.error();
    return peerJson(*id);
}

} // namespace culvert::host
