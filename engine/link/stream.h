// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ledger.h"
#include "link/chunk_queue.h"
#include "link/receive_window.h"

#include <cstdint>
#include <span>

namespace culvert::link {

class QuicConnection;

// What a stream tells its one user, from the event loop, never from inside a function of the stream. Every function of the stream
// may be called inside, but not in streamClosed(). A user that goes away before that one has called reset().
class StreamEvents {
public:
    virtual void streamReadable() = 0; // more bytes, or the end of them
    virtual void streamWritable() = 0; // there is writeSpace() again, after it was empty
    // A datagram has come beside the stream's bytes, which it may have overtaken. False: none is expected here.
    virtual bool streamDatagram(std::span<const std::uint8_t>) { return false; }
    // The last word; the stream is gone with the return. None: both directions ended in order and everything was
    // read here and acknowledged there. `byPeer`: the code is the peer's; else the link's own.
    virtual void streamClosed(ErrorCode code, bool byPeer) = 0;

protected:
    ~StreamEvents() = default;
};

// One bidirectional QUIC stream (RFC 9000 section 2): bytes in order both ways, each direction ended by a FIN of its own
// or both by a reset with a code. Owned by its connection. Engine thread.
class Stream {
public:
    Stream(std::int64_t id, QuicConnection &connection, Ledger &ledger);
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;

    [[nodiscard]] std::int64_t id() const { return id_; } // QUIC's: the same at both ends
    void setEvents(StreamEvents *events) { events_ = events; } // outlives the stream's use of it

    // Contiguous bytes that have come; empty: none now. consume() gives room to the sender.
    [[nodiscard]] std::span<const std::uint8_t> readable() const { return incoming_.at(incoming_.begin()); }
    void consume(std::size_t bytes);
    // That many bytes from here on are all that will ever come.
    [[nodiscard]] bool endsBehind(std::size_t bytes) const { return finReceived_ && incoming_.size() == bytes; }
    // All bytes that will ever come have been consumed.
    [[nodiscard]] bool atEnd() const { return endsBehind(0); }

    // Room for bytes to send; empty: as much as may wait is waiting, streamWritable() comes. Write into it, commit().
    [[nodiscard]] std::span<std::uint8_t> writeSpace();
    void commit(std::size_t bytes);
    // write() is writeSpace() and commit() for bytes at hand; returns how many were taken.
    std::size_t write(std::span<const std::uint8_t> bytes);
    // Both, one behind the other, or nothing: false, and no streamWritable() comes for it.
    bool writeWhole(std::span<const std::uint8_t> head, std::span<const std::uint8_t> body);
    void finish(); // FIN behind everything written

    // Ends both directions at once with `code` (which the peer gets to see), drops what is queued, and lets go of the
    // events: none will come. The user must not use the stream after it.
    void reset(ErrorCode code);

    // Datagrams beside the bytes: never repeated, in no order, and dropped rather than kept waiting. Whether the peer takes any:
    [[nodiscard]] bool peerTakesDatagrams() const;
    [[nodiscard]] bool reachable() const; // a path is up, and the peer is heard
    // At most limits::udpFrame bytes. False: dropped at once, for there is no way to the peer now.
    bool sendDatagram(std::span<const std::uint8_t> datagram);
    // Those handed over that were never sent, by why: the queue was full, they had waited too long, or the way was gone.
    struct DatagramsDropped {
        quint64 full = 0;
        quint64 late = 0;
        quint64 down = 0;
    };
    [[nodiscard]] const DatagramsDropped &datagramsDropped() const { return datagramsDropped_; }

    // Bytes written here that the peer has not acknowledged, and bytes come that were not consumed.
    [[nodiscard]] quint64 unacknowledged() const { return outgoing_.size(); }
    [[nodiscard]] quint64 unread() const { return incoming_.size(); }

private:
    friend class QuicConnection;
    friend struct QuicCallbacks;

    // A stream that has sent less than this in one go goes before the others: an opening, an answer, a request, a key press.
    static constexpr quint64 shortBurst = 32 << 10;

    [[nodiscard]] bool wantsToSend() const
    {
        return !writeShut_ && !flowBlocked_ && (sent_ < outgoing_.end() || (finWanted_ && !finSent_));
    }
    [[nodiscard]] bool isShort() const { return burst_ < shortBurst; }
    [[nodiscard]] std::size_t writeRoom() const;
    void put(std::span<const std::uint8_t> bytes); // within writeRoom()
    // Tells the user what has happened since the last time. False: nobody needs the stream any more.
    bool deliver();

    const std::int64_t id_;
    QuicConnection &connection_;
    StreamEvents *events_ = nullptr;
    ChunkQueue incoming_;
    ChunkQueue outgoing_;            // from the first unacknowledged byte on
    quint64 sent_ = 0;               // position up to which bytes were handed to QUIC
    ReceiveWindow window_;
    quint64 burst_ = 0;              // bytes handed to QUIC since all before them was acknowledged
    bool finReceived_ = false;
    bool finWanted_ = false;
    bool finSent_ = false;
    bool writeShut_ = false;         // QUIC takes nothing more: reset by either side
    bool flowBlocked_ = false;       // the peer's stream window is full
    bool detached_ = false;          // the user has reset it or was told its end
    bool quicClosed_ = false;        // QUIC is done with it
    bool peerReset_ = false;         // the peer has given up its half; ours is still to be
    bool fresh_ = false;             // opened by the peer, the link's user has not been told
    bool taken_ = false;             // and was told: it counts for the peer
    bool readableDue_ = false;
    bool writableDue_ = false;
    bool writeStalled_ = false;      // writeSpace() came back empty
    bool inReadyList_ = false;
    bool inSendList_ = false;
    ErrorCode closeCode_ = ErrorCode::None;
    bool closedByPeer_ = false;
    DatagramsDropped datagramsDropped_;
    Ledger::Ticket ticket_;
};

} // namespace culvert::link
