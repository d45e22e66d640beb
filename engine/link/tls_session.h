// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/link_keys.h"

#include <QByteArray>

#include <gnutls/gnutls.h>
#include <ngtcp2/ngtcp2_crypto.h>

#include <memory>

namespace culvert::link {

enum class Role { Client, Server };

// Who proves what in one handshake: TLS 1.3 with an external pre-shared key and ECDHE (RFC 8446 section 2.2), no
// certificates. The identity names the two program instances that shake hands, so that an old handshake cannot be
// replayed into a new program. PROTOCOL.md, "Handshake".
struct TlsSecrets {
    wire::SymmetricKey psk;
    QByteArray identity; // printable ASCII; the server refuses another one than it expects
};

// One GnuTLS session for one QUIC connection.
class TlsSession {
public:
    // Null if GnuTLS refuses. `connection` is read when the handshake runs; it and the session must outlive its use.
    static std::unique_ptr<TlsSession> make(Role role, TlsSecrets secrets, ngtcp2_conn *const &connection);
    ~TlsSession();
    TlsSession(const TlsSession &) = delete;
    TlsSession &operator=(const TlsSession &) = delete;

    [[nodiscard]] gnutls_session_t native() const { return session_; }
    // That the other side speaks our application protocol; false before the handshake is through.
    [[nodiscard]] bool protocolAgreed() const;

private:
    TlsSession(TlsSecrets secrets, ngtcp2_conn *const &connection);
    bool prepare(Role role);
    static int keyFor(gnutls_session_t session, const char *identity, gnutls_datum_t *key);

    TlsSecrets secrets_;
    ngtcp2_conn *const &connection_;
    ngtcp2_crypto_conn_ref reference_; // by which ngtcp2's helper finds the connection of a session
    gnutls_session_t session_ = nullptr;
    gnutls_psk_client_credentials_t clientCredentials_ = nullptr;
    gnutls_psk_server_credentials_t serverCredentials_ = nullptr;
};

} // namespace culvert::link
