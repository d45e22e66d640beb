// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/stream.h"
#include "tunnel/far_connection.h"
#include "tunnel/tunnel.h"
#include "wire/opening.h"

namespace culvert::tunnel {

// A port that the peer listens on for this machine, and the one target here that its connections go to. The peer is asked by
// a stream that stays open as long as it listens; anew when a link comes up, and now and then after it refused. Engine thread.
class Reverse final : public Tunnel, private link::StreamEvents {
public:
    // `lastId` counts what was asked for, over all reverse forwards of this program.
    Reverse(const profile::TunnelEntry &entry, const Surroundings &with, wire::ReverseId &lastId);
    ~Reverse() override;

    [[nodiscard]] bool listensHere() const override { return false; }
    [[nodiscard]] int heldStreams() const override { return stream_ ? 1 : 0; }
    void peerLinkChanged() override;
    [[nodiscard]] std::optional<ReverseTarget> reverseTarget(wire::ReverseId id) override;

private:
    enum class Phase { Stopped, Waiting, Asking, Agreed, Refused };

    [[nodiscard]] std::optional<Error> failure() const override { return error_; } // why the peer does not listen
    void describe(api::TunnelInfo &info) const override;
    void streamReadable() override;
    void streamWritable() override {}
    void streamClosed(ErrorCode code, bool byPeer) override;

    void ask();
    void answered(const wire::Answer &answer);
    void giveUp(ErrorCode code); // of the stream
    void refused(ErrorCode code);
    void refused(const Error &why); // asked again in a while
    void lost();

    wire::ReverseId &lastId_;
    wire::ReverseId id_ = 0;
    Phase phase_ = Phase::Stopped;
    link::Stream *stream_ = nullptr; // in Asking and Agreed
    Endpoint bound_;                 // where the peer says that it listens
    std::optional<Error> error_;
    std::unique_ptr<Alarm> alarm_;
};

} // namespace culvert::tunnel
