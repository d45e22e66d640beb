// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/ngtcp2_release.h"

#include <algorithm>

namespace culvert::link {

#if NGTCP2_VERSION_NUM >= 0x010000

namespace {
constexpr auto setNoError = ngtcp2_ccerr_default;
constexpr auto setTlsAlert = ngtcp2_ccerr_set_tls_alert;
constexpr auto setLibraryError = ngtcp2_ccerr_set_liberr;
constexpr auto setApplicationError = ngtcp2_ccerr_set_application_error;
} // namespace

ngtcp2_cc_algo bbr2() { return NGTCP2_CC_ALGO_BBR; }
ngtcp2_cc_algo bbr1() { return NGTCP2_CC_ALGO_BBR; }

void setOriginalId(ngtcp2_transport_params &params, const ngtcp2_cid &id)
{
    params.original_dcid = id;
    params.original_dcid_present = 1;
}

ConnectionClose closeOfPeer(ngtcp2_conn *conn) { return *ngtcp2_conn_get_ccerr(conn); }

bool isOfApplication(const ConnectionClose &close) { return close.type == NGTCP2_CCERR_TYPE_APPLICATION; }

void shutdownWrite(ngtcp2_conn *conn, std::int64_t stream, std::uint64_t code) { ngtcp2_conn_shutdown_stream_write(conn, 0, stream, code); }

// Where STOP_SENDING goes, releases from 1.3 on forget what has come out of order and was acknowledged: the peer, which need not send
// it again, has no reason to reset its half either, and the stream stays until the link ends (mended in July 2026). A peer whose
// stream is reset ends its half by itself (PROTOCOL.md), so that only one whose stream cannot be reset any more is asked to.
void abandon(ngtcp2_conn *conn, std::int64_t stream, std::uint64_t code, bool sentWhole)
{
    shutdownWrite(conn, stream, code);
    if (sentWhole)
        ngtcp2_conn_shutdown_stream_read(conn, 0, stream, code);
}

PathMeasures measure(ngtcp2_conn *conn)
{
    ngtcp2_conn_info info;
    ngtcp2_conn_get_conn_info(conn, &info);
    // BBR's quantum is what it paces out in a millisecond, from two packets to 64 KB. Beyond those 64 MB/s the window says it as
    // RFC 9002 section 7.7 has it.
    constexpr std::size_t largestQuantum = 64 * 1024;
    constexpr double nsPerQuantum = 1e6;
    const std::size_t quantum = ngtcp2_conn_get_send_quantum(conn);
    double pacing = double(quantum) / nsPerQuantum;
    if (quantum >= largestQuantum && info.smoothed_rtt > 0)
        pacing = std::max(pacing, 1.25 * double(info.cwnd) / double(info.smoothed_rtt));
    return {Duration(qint64(info.latest_rtt)), Duration(qint64(info.smoothed_rtt)), info.cwnd, info.bytes_in_flight, pacing};
}

// By RFC 9002 section 6.2.1; the release says no more how often it has probed.
bool isProbing(ngtcp2_conn *conn, Duration silence)
{
    constexpr ngtcp2_duration largestAckDelay = 25 * NGTCP2_MILLISECONDS;
    ngtcp2_conn_info info;
    ngtcp2_conn_get_conn_info(conn, &info);
    const ngtcp2_duration limit = info.smoothed_rtt + std::max(4 * info.rttvar, ngtcp2_duration(NGTCP2_MILLISECONDS)) + largestAckDelay;
    return info.bytes_in_flight > 0 && silence >= Duration(qint64(limit));
}

void Pacer::wrote(ngtcp2_conn *conn, std::size_t, Instant now)
{
    ngtcp2_conn_update_pkt_tx_time(conn, stamp(now));
    due_ = now;
}

#else

namespace {

constexpr auto setNoError = ngtcp2_connection_close_error_default;
constexpr auto setTlsAlert = ngtcp2_connection_close_error_set_transport_error_tls_alert;
constexpr auto setLibraryError = ngtcp2_connection_close_error_set_transport_error_liberr;
constexpr auto setApplicationError = ngtcp2_connection_close_error_set_application_error;

ngtcp2_conn_stat statOf(ngtcp2_conn *conn)
{
    ngtcp2_conn_stat stat;
    ngtcp2_conn_get_conn_stat(conn, &stat);
    return stat;
}

} // namespace

ngtcp2_cc_algo bbr2() { return NGTCP2_CC_ALGO_BBR2; }
ngtcp2_cc_algo bbr1() { return NGTCP2_CC_ALGO_BBR; }

void setOriginalId(ngtcp2_transport_params &params, const ngtcp2_cid &id) { params.original_dcid = id; }

ConnectionClose closeOfPeer(ngtcp2_conn *conn)
{
    ConnectionClose close;
    ngtcp2_conn_get_connection_close_error(conn, &close);
    return close;
}

bool isOfApplication(const ConnectionClose &close) { return close.type == NGTCP2_CONNECTION_CLOSE_ERROR_CODE_TYPE_APPLICATION; }

void shutdownWrite(ngtcp2_conn *conn, std::int64_t stream, std::uint64_t code) { ngtcp2_conn_shutdown_stream_write(conn, stream, code); }

// In this order: 0.12 puts the newest frame first, and a peer whose first news of a stream is RESET_STREAM drops the STOP_SENDING
// behind it, so that the stream would never be closed here.
void abandon(ngtcp2_conn *conn, std::int64_t stream, std::uint64_t code, bool)
{
    shutdownWrite(conn, stream, code);
    ngtcp2_conn_shutdown_stream_read(conn, stream, code);
}

PathMeasures measure(ngtcp2_conn *conn)
{
    const ngtcp2_conn_stat stat = statOf(conn);
    return {Duration(qint64(stat.latest_rtt)), Duration(qint64(stat.smoothed_rtt)), stat.cwnd, stat.bytes_in_flight, stat.pacing_rate};
}

bool isProbing(ngtcp2_conn *conn, Duration) { return statOf(conn).pto_count > 0; }

void Pacer::wrote(ngtcp2_conn *conn, std::size_t bytes, Instant now)
{
    constexpr Duration lateBorne = std::chrono::milliseconds(5); // beyond that there was nothing to send, or no way to send it
    const Instant from = std::clamp(due_, now - lateBorne, now);
    ngtcp2_conn_update_pkt_tx_time(conn, stamp(from));
    const double pacing = measure(conn).pacing;
    due_ = pacing > 0 ? from + Duration(qint64(double(bytes) / pacing)) : now;
}

#endif

ConnectionClose closeForLibrary(ngtcp2_conn *conn, int libraryError)
{
    ConnectionClose close;
    setNoError(&close);
    if (libraryError == NGTCP2_ERR_CRYPTO)
        setTlsAlert(&close, ngtcp2_conn_get_tls_alert(conn), nullptr, 0);
    else
        setLibraryError(&close, libraryError, nullptr, 0);
    return close;
}

ConnectionClose closeForApplication(std::uint64_t code)
{
    ConnectionClose close;
    setNoError(&close);
    setApplicationError(&close, code, nullptr, 0);
    return close;
}

} // namespace culvert::link
