// SPDX-License-Identifier: GPL-3.0-or-later
// The life of a connection: made, fed, timed, closed. What its streams hold is in quic_streams.cpp, what it sends and
// when in quic_write.cpp, the datagrams beside the streams in quic_datagrams.cpp.
#include "link/quic_connection.h"

#include "core/limits.h"
#include "link/quic_callbacks.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace culvert::link {

namespace {

constexpr std::size_t firstServerIdSize = 16;
constexpr std::uint64_t largestFrameTaken = 65535; // whatever fits into a packet (RFC 9221 section 3)
constexpr auto initialRoundTrip = std::chrono::milliseconds(100);

ngtcp2_cc_algo algorithm(Congestion congestion)
{
    switch (congestion) {
    case Congestion::Bbr2: return bbr2();
    case Congestion::Bbr: return bbr1();
    case Congestion::Cubic: return NGTCP2_CC_ALGO_CUBIC;
    case Congestion::Reno: return NGTCP2_CC_ALGO_RENO;
    }
    Q_UNREACHABLE();
}

ngtcp2_settings settingsFor(Congestion congestion, Random &random, Instant now)
{
    ngtcp2_settings settings;
    ngtcp2_settings_default(&settings);
    settings.initial_ts = stamp(now);
    settings.rand_ctx.native_handle = &random;
    settings.cc_algo = algorithm(congestion);
    settings.initial_rtt = ngtcp2_duration(Duration(initialRoundTrip).count());
    settings.handshake_timeout = ngtcp2_duration(limits::handshake.count());
    // Windows are ours (link/receive_window): those that ngtcp2 tunes know nothing of what other streams hold.
    settings.max_window = 0;
    settings.max_stream_window = 0;
    // Every path carries exactly this size: no probing, and no shaping to 1200 bytes, which goes on for ever without it.
    settings.max_tx_udp_payload_size = quicDatagramSize;
    settings.no_tx_udp_payload_size_shaping = 1;
    settings.no_pmtud = 1;
    return settings;
}

ngtcp2_transport_params paramsFor(const ngtcp2_cid *originalId, bool takesDatagrams)
{
    ngtcp2_transport_params params;
    ngtcp2_transport_params_default(&params);
    params.initial_max_stream_data_bidi_local = limits::streamWindowLeast;
    params.initial_max_stream_data_bidi_remote = limits::streamWindowLeast;
    params.initial_max_stream_data_uni = 0;
    params.initial_max_data = limits::peerWindow;
    params.initial_max_streams_bidi = limits::streamsPerPeer;
    params.initial_max_streams_uni = 0;
    params.max_idle_timeout = 0; // a link outlives its paths
    params.max_udp_payload_size = quicDatagramSize;
    params.disable_active_migration = 1;
    params.active_connection_id_limit = 2;
    params.max_datagram_frame_size = takesDatagrams ? largestFrameTaken : 0;
    if (originalId)
        setOriginalId(params, *originalId);
    return params;
}

} // namespace

ErrorCode saidByPeer(quint64 number)
{
    const ErrorCode code = wireCode(number);
    return code == ErrorCode::None ? ErrorCode::HangUp : code;
}

QuicConnection::QuicConnection(const Setup &setup)
    : role_(setup.role), secrets_(setup.secrets), random_(setup.random), congestion_(setup.congestion), takesDatagrams_(setup.takesDatagrams),
      ledger_(setup.ledger), events_(setup.events), holdings_(setup.holdings), gauge_(setup.ledger)
{
}

QuicConnection::~QuicConnection()
{
    for (const auto &[id, stream] : streams_)
        letGo(*stream);
    countUnacknowledged(-qint64(sendQueued_));
    if (conn_)
        ngtcp2_conn_del(conn_);
}

std::unique_ptr<QuicConnection> QuicConnection::connect(const Setup &setup, Instant now)
{
    std::unique_ptr<QuicConnection> connection(new QuicConnection(setup));
    const ngtcp2_cid theirId = randomConnectionId(setup.random, firstServerIdSize);
    if (!connection->create(theirId, nullptr, NGTCP2_PROTO_VER_V1, now))
        return nullptr;
    return connection;
}

std::unique_ptr<QuicConnection> QuicConnection::accept(const Setup &setup, std::span<const std::uint8_t> first, Instant now)
{
    ngtcp2_pkt_hd header;
    if (ngtcp2_accept(&header, first.data(), first.size()) != 0)
        return nullptr;
    std::unique_ptr<QuicConnection> connection(new QuicConnection(setup));
    if (!connection->create(header.scid, &header.dcid, header.version, now))
        return nullptr;
    connection->ourIds_.push_back(header.dcid); // the client uses it until it knows ours
    connection->receive(first, now);
    return connection;
}

bool QuicConnection::create(const ngtcp2_cid &theirId, const ngtcp2_cid *originalId, std::uint32_t version, Instant now)
{
    // ngtcp2 wants a path; ours is none of its business, so it gets the same two invented addresses for ever.
    ngtcp2_sockaddr_in here{};
    here.sin_family = AF_INET;
    ngtcp2_sockaddr_in there = here;
    here.sin_port = 1;
    there.sin_port = 2;
    ngtcp2_path_storage_init(&path_, reinterpret_cast<ngtcp2_sockaddr *>(&here), sizeof here,
                             reinterpret_cast<ngtcp2_sockaddr *>(&there), sizeof there, nullptr);

    const ngtcp2_cid ourId = randomConnectionId(random_, connectionIdSize);
    ourIds_.push_back(ourId);
    const ngtcp2_callbacks callbacks = quicCallbacks();
    const ngtcp2_settings settings = settingsFor(congestion_, random_, now);
    const ngtcp2_transport_params params = paramsFor(originalId, takesDatagrams_);
    const int failed = role_ == Role::Server
        ? ngtcp2_conn_server_new(&conn_, &theirId, &ourId, &path_.path, version, &callbacks, &settings, &params, nullptr, this)
        : ngtcp2_conn_client_new(&conn_, &theirId, &ourId, &path_.path, version, &callbacks, &settings, &params, nullptr, this);
    if (failed != 0)
        return false;
    tls_ = TlsSession::make(role_, secrets_, conn_);
    if (!tls_)
        return false;
    ngtcp2_conn_set_tls_native_handle(conn_, tls_->native());
    return true;
}

bool QuicConnection::owns(std::span<const std::uint8_t> datagram) const
{
    ngtcp2_version_cid ids;
    const int decoded = ngtcp2_pkt_decode_version_cid(&ids, datagram.data(), datagram.size(), connectionIdSize);
    if (decoded != 0)
        return false;
    return std::any_of(ourIds_.begin(), ourIds_.end(), [&](const ngtcp2_cid &id) {
        return id.datalen == ids.dcidlen && std::memcmp(id.data, ids.dcid, ids.dcidlen) == 0;
    });
}

bool QuicConnection::receive(std::span<const std::uint8_t> datagram, Instant now)
{
    if (over_)
        return false;
    progress_ = false;
    lastNow_ = now;
    const int result = ngtcp2_conn_read_pkt(conn_, &path_.path, nullptr, datagram.data(), datagram.size(), stamp(now));
    if (result != 0)
        fail(result, now);
    updateGauge();
    return progress_;
}

Instant QuicConnection::expiry() const
{
    if (over_)
        return Instant::max();
    const ngtcp2_tstamp at = ngtcp2_conn_get_expiry(conn_);
    return at > ngtcp2_tstamp(Duration::max().count()) ? Instant::max() : Instant(Duration(qint64(at)));
}

void QuicConnection::handleExpiry(Instant now)
{
    if (over_)
        return;
    if (const int result = ngtcp2_conn_handle_expiry(conn_, stamp(now)); result != 0)
        fail(result, now);
    probeDue_ = isProbing(conn_, now - lastNow_);
}

QuicConnection::Window QuicConnection::window() const
{
    const PathMeasures path = measure(conn_);
    return {path.window, path.inFlight, over_ ? 0 : ngtcp2_conn_get_max_data_left(conn_)};
}

void QuicConnection::fail(int code, Instant now)
{
    if (over_)
        return;
    over_ = true;
    const QString text = QString::fromLatin1(ngtcp2_strerror(code));
    switch (code) {
    case NGTCP2_ERR_DRAINING: {
        const ConnectionClose theirs = closeOfPeer(conn_);
        overByPeer_ = true;
        const bool orderly = isOfApplication(theirs);
        whyOver_ = {orderly ? saidByPeer(theirs.error_code) : ready_ ? ErrorCode::ProtocolViolation : ErrorCode::HandshakeFailed,
                    {}, QStringLiteral("0x%1").arg(theirs.error_code, 0, 16), {}, {}};
        return;
    }
    case NGTCP2_ERR_CLOSING:
    case NGTCP2_ERR_IDLE_CLOSE:
    case NGTCP2_ERR_DROP_CONN:
    case NGTCP2_ERR_HANDSHAKE_TIMEOUT:
        whyOver_ = {ErrorCode::HandshakeFailed, {}, text, {}, {}};
        return;
    default:
        break;
    }
    whyOver_ = {ready_ ? ErrorCode::ProtocolViolation : ErrorCode::HandshakeFailed, {}, text, {}, {}};
    sendClose(closeForLibrary(conn_, code), now);
}

void QuicConnection::close(ErrorCode code, Instant now)
{
    if (over_)
        return;
    over_ = true;
    whyOver_ = {code, {}, {}, {}, {}};
    sendClose(closeForApplication(quint64(code)), now);
}

void QuicConnection::sendClose(const ConnectionClose &close, Instant now)
{
    std::array<std::uint8_t, limits::datagramSize> datagram;
    const ngtcp2_ssize size = ngtcp2_conn_write_connection_close(conn_, nullptr, nullptr, datagram.data() + 1, quicDatagramSize,
                                                                 &close, stamp(now));
    if (size > 0)
        events_.sendDatagram(std::span(datagram).first(std::size_t(size) + 1));
}

} // namespace culvert::link
