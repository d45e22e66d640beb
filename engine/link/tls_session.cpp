// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/tls_session.h"

#include <ngtcp2/ngtcp2_crypto_gnutls.h>

#include <cstring>

namespace culvert::link {

namespace {

// TLS 1.3 alone, PSK with ECDHE alone, the two suites whose hash fits an external PSK.
constexpr const char *priority = "%DISABLE_TLS13_COMPAT_MODE:NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-128-GCM:"
                                 "+CHACHA20-POLY1305:-KX-ALL:+ECDHE-PSK:-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1";
constexpr char protocol[] = "culvert/1"; // ALPN, RFC 7301
constexpr unsigned protocolSize = sizeof protocol - 1;

} // namespace

std::unique_ptr<TlsSession> TlsSession::make(Role role, TlsSecrets secrets, ngtcp2_conn *const &connection)
{
    std::unique_ptr<TlsSession> session(new TlsSession(std::move(secrets), connection));
    if (!session->prepare(role))
        return nullptr;
    return session;
}

TlsSession::TlsSession(TlsSecrets secrets, ngtcp2_conn *const &connection)
    : secrets_(std::move(secrets)), connection_(connection),
      reference_{[](ngtcp2_crypto_conn_ref *r) { return static_cast<TlsSession *>(r->user_data)->connection_; }, this}
{
}

TlsSession::~TlsSession()
{
    if (session_)
        gnutls_deinit(session_);
    if (clientCredentials_)
        gnutls_psk_free_client_credentials(clientCredentials_);
    if (serverCredentials_)
        gnutls_psk_free_server_credentials(serverCredentials_);
}

bool TlsSession::prepare(Role role)
{
    const bool server = role == Role::Server;
    // No tickets and no end-of-early-data message: QUIC has none (RFC 9001 section 8.3), and every link is new.
    const unsigned flags = (server ? GNUTLS_SERVER | GNUTLS_NO_AUTO_SEND_TICKET : GNUTLS_CLIENT) | GNUTLS_NO_END_OF_EARLY_DATA;
    if (gnutls_init(&session_, flags) < 0 || gnutls_priority_set_direct(session_, priority, nullptr) < 0)
        return false;
    gnutls_session_set_ptr(session_, &reference_);
    if (server) {
        if (ngtcp2_crypto_gnutls_configure_server_session(session_) != 0
            || gnutls_psk_allocate_server_credentials(&serverCredentials_) < 0)
            return false;
        gnutls_psk_set_server_credentials_function(serverCredentials_, keyFor);
        if (gnutls_credentials_set(session_, GNUTLS_CRD_PSK, serverCredentials_) < 0)
            return false;
    } else {
        const gnutls_datum_t key{secrets_.psk.data(), unsigned(wire::SymmetricKey::size)};
        if (ngtcp2_crypto_gnutls_configure_client_session(session_) != 0
            || gnutls_psk_allocate_client_credentials(&clientCredentials_) < 0
            || gnutls_psk_set_client_credentials(clientCredentials_, secrets_.identity.constData(), &key, GNUTLS_PSK_KEY_RAW) < 0
            || gnutls_credentials_set(session_, GNUTLS_CRD_PSK, clientCredentials_) < 0)
            return false;
    }
    std::uint8_t name[protocolSize];
    std::memcpy(name, protocol, protocolSize);
    const gnutls_datum_t alpn{name, protocolSize};
    return gnutls_alpn_set_protocols(session_, &alpn, 1, GNUTLS_ALPN_MANDATORY) >= 0;
}

int TlsSession::keyFor(gnutls_session_t session, const char *identity, gnutls_datum_t *key)
{
    const auto *reference = static_cast<const ngtcp2_crypto_conn_ref *>(gnutls_session_get_ptr(session));
    const auto *self = static_cast<const TlsSession *>(reference->user_data);
    if (self->secrets_.identity != QByteArrayView(identity))
        return -1;
    key->data = static_cast<unsigned char *>(gnutls_malloc(wire::SymmetricKey::size));
    if (!key->data)
        return -1;
    key->size = unsigned(wire::SymmetricKey::size);
    std::memcpy(key->data, self->secrets_.psk.data(), key->size);
    return 0;
}

bool TlsSession::protocolAgreed() const
{
    gnutls_datum_t chosen{};
    return gnutls_alpn_get_selected_protocol(session_, &chosen) >= 0 && chosen.size == protocolSize
        && std::memcmp(chosen.data, protocol, protocolSize) == 0;
}

} // namespace culvert::link
