// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/far_connection.h"

#include "core/limits.h"
#include "wire/opening.h"

namespace culvert::tunnel {

FarConnection::FarConnection(Facts facts, Timers &timers, Ledger &ledger, ConnectionEvents &events, tcp::Dialler &dialler,
                             MayReach mayReach)
    : Connection(std::move(facts), timers, ledger, events, nullptr), dialler_(dialler), mayReach_(std::move(mayReach))
{
}

FarConnection::~FarConnection() = default;

void FarConnection::start(link::Stream &stream)
{
    attach(stream);
    openingLimit_ = timers().makeAlarm([this] {
        conclude(api::ClosedBy::This, {ErrorCode::LimitReached, QStringLiteral("opening")});
    });
    openingLimit_->setAt(timers().now() + limits::openingWait);
    pumpIn();
}

bool FarConnection::preamble()
{
    if (!openingLimit_)
        return false; // dialling: what comes meanwhile waits
    const auto opening = wire::decodeOpening(stream()->readable());
    switch (opening.status) {
    case wire::Decoding::NeedMore:
        if (stream()->atEnd())
            conclude(api::ClosedBy::Peer, {ErrorCode::ProtocolViolation, {}, QStringLiteral("no opening")});
        return false;
    case wire::Decoding::Invalid:
        conclude(api::ClosedBy::Peer, {ErrorCode::ProtocolViolation, {}, QStringLiteral("opening")});
        return false;
    case wire::Decoding::UnsupportedVersion:
        conclude(api::ClosedBy::Peer, {ErrorCode::UnsupportedVersion, {}});
        return false;
    case wire::Decoding::Done:
        break;
    }
    openingLimit_.reset();
    const Endpoint target = opening.value.target;
    setTarget(target);
    stream()->consume(std::size_t(opening.used));
    if (!mayReach_(target)) {
        conclude(api::ClosedBy::This, {ErrorCode::TargetNotAllowed, target.toString()});
        return false;
    }
    setPhase(Phase::Dialling);
    dial_ = dialler_.dial(target, *this, [this](Result<std::unique_ptr<tcp::ByteEnd>> end) { dialled(std::move(end)); });
    return false;
}

void FarConnection::dialled(Result<std::unique_ptr<tcp::ByteEnd>> end)
{
    if (closed() || !stream())
        return;
    if (!end) {
        conclude(api::ClosedBy::Target, end.error()); // the peer learns it from the code of the reset
        return;
    }
    attach(std::move(*end));
    setPhase(Phase::Carrying);
    const QByteArray answer = wire::encode(wire::Answer{});
    stream()->write({reinterpret_cast<const std::uint8_t *>(answer.constData()), std::size_t(answer.size())});
    pumpOut();
    pumpIn();
}

} // namespace culvert::tunnel
