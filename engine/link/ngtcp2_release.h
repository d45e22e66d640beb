// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timers.h"

#include <QtGlobal>

#include <ngtcp2/ngtcp2.h>

#include <cstdint>

namespace culvert::link {

// What differs between the releases of ngtcp2 that Culvert is built with: 0.12 (Debian 12, Ubuntu 24.04) and 1.x (Debian 13).
// No other file knows the release.

inline ngtcp2_tstamp stamp(Instant now) { return ngtcp2_tstamp(now.time_since_epoch().count()); }

#if NGTCP2_VERSION_NUM >= 0x010000
using ConnectionClose = ngtcp2_ccerr;
#else
using ConnectionClose = ngtcp2_connection_close_error;
#endif

// The congestion control that ngtcp2 0.12 calls bbr2. Release 1.x has no other BBR.
[[nodiscard]] ngtcp2_cc_algo bbr2();
[[nodiscard]] ngtcp2_cc_algo bbr1();

void setOriginalId(ngtcp2_transport_params &params, const ngtcp2_cid &id);

// Where the peer has closed the connection: with what.
[[nodiscard]] ConnectionClose closeOfPeer(ngtcp2_conn *conn);
[[nodiscard]] bool isOfApplication(const ConnectionClose &close);
[[nodiscard]] ConnectionClose closeForLibrary(ngtcp2_conn *conn, int libraryError);
[[nodiscard]] ConnectionClose closeForApplication(std::uint64_t code);

void shutdownWrite(ngtcp2_conn *conn, std::int64_t stream, std::uint64_t code);
// Both halves. sentWhole: ours was ended, and all of it acknowledged.
void abandon(ngtcp2_conn *conn, std::int64_t stream, std::uint64_t code, bool sentWhole);

struct PathMeasures {
    Duration latestRoundTrip;
    Duration smoothedRoundTrip;
    quint64 window;    // bytes that congestion control lets under way
    quint64 inFlight;  // bytes
    double pacing;     // bytes in a nanosecond; 0: nothing was measured yet. 1.x does not say it, and it is reckoned
};
[[nodiscard]] PathMeasures measure(ngtcp2_conn *conn);

// After handle_expiry: that QUIC asks whether anybody is there (RFC 9002 section 6.2), nothing having come for `silence`.
[[nodiscard]] bool isProbing(ngtcp2_conn *conn, Duration silence);

// The time of the next packet is reckoned from when the last ones were due, and not from when the loop came to them: else what it is late by
// is lost each time, and the rate stays so far below that of congestion control that its tries for more find nothing. Release 1.x
// makes up for what is late by itself.
class Pacer {
public:
    // After each turn of sending in which `bytes` (> 0) were written.
    void wrote(ngtcp2_conn *conn, std::size_t bytes, Instant now);

private:
    Instant due_{}; // of the next packet
};

} // namespace culvert::link
