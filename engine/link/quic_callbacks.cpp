// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/quic_callbacks.h"

#include "link/quic_connection.h"

#include <ngtcp2/ngtcp2_crypto.h>

namespace culvert::link {

ngtcp2_cid randomConnectionId(Random &random, std::size_t size)
{
    std::uint8_t bytes[NGTCP2_MAX_CIDLEN];
    random.fill({bytes, size});
    ngtcp2_cid id;
    ngtcp2_cid_init(&id, bytes, size);
    return id;
}

// Reached by name through QuicConnection's friendship. Inside a callback no packet may be written (ngtcp2's rule), so
// each only notes what has happened.
struct QuicCallbacks {
    static QuicConnection &self(void *user) { return *static_cast<QuicConnection *>(user); }

    static void random(std::uint8_t *out, size_t size, const ngtcp2_rand_ctx *context)
    {
        static_cast<Random *>(context->native_handle)->fill({out, size});
    }

    static int newConnectionId(ngtcp2_conn *, ngtcp2_cid *id, std::uint8_t *token, size_t size, void *user)
    {
        *id = randomConnectionId(self(user).random_, size);
        self(user).random_.fill({token, NGTCP2_STATELESS_RESET_TOKENLEN});
        self(user).ourIds_.push_back(*id);
        return 0;
    }

    static int removeConnectionId(ngtcp2_conn *, const ngtcp2_cid *id, void *user)
    {
        std::erase_if(self(user).ourIds_, [&](const ngtcp2_cid &ours) { return ngtcp2_cid_eq(&ours, id) != 0; });
        return 0;
    }

    // TLS is through on this side. With a pre-shared key each side has proved the key by now: the server in its
    // Finished, the client in its binder and Finished.
    static int handshakeCompleted(ngtcp2_conn *, void *user)
    {
        self(user).progress_ = true;
        if (!self(user).tls_->protocolAgreed())
            return NGTCP2_ERR_CALLBACK_FAILURE;
        self(user).ready_ = true;
        return 0;
    }

    static int streamOpen(ngtcp2_conn *, int64_t id, void *user)
    {
        self(user).progress_ = true;
        Stream &stream = self(user).addStream(id);
        stream.fresh_ = true;
        self(user).markReady(stream);
        return 0;
    }

    static int streamData(ngtcp2_conn *, uint32_t flags, int64_t id, uint64_t, const uint8_t *data, size_t size, void *user,
                          void *)
    {
        self(user).progress_ = true;
        self(user).dataArrived(id, {data, size}, (flags & NGTCP2_STREAM_DATA_FLAG_FIN) != 0);
        return 0;
    }

    static int acknowledged(ngtcp2_conn *, int64_t id, uint64_t offset, uint64_t size, void *user, void *)
    {
        self(user).progress_ = true;
        self(user).acknowledged(id, offset + size);
        return 0;
    }

    static int streamReset(ngtcp2_conn *, int64_t id, uint64_t, uint64_t code, void *user, void *)
    {
        self(user).progress_ = true;
        self(user).resetByPeer(id, code);
        return 0;
    }

    static int streamClose(ngtcp2_conn *, uint32_t flags, int64_t id, uint64_t code, void *user, void *)
    {
        self(user).closedByQuic(id, (flags & NGTCP2_STREAM_CLOSE_FLAG_APP_ERROR_CODE_SET) != 0, code);
        return 0;
    }

    static int datagram(ngtcp2_conn *, uint32_t, const uint8_t *data, size_t size, void *user)
    {
        self(user).progress_ = true;
        self(user).datagramCame({data, size});
        return 0;
    }

    static int moreStreamData(ngtcp2_conn *, int64_t id, uint64_t, void *user, void *)
    {
        if (Stream *stream = self(user).find(id)) {
            stream->flowBlocked_ = false;
            self(user).queueToSend(*stream);
        }
        return 0;
    }
};

ngtcp2_callbacks quicCallbacks()
{
    ngtcp2_callbacks callbacks{};
    callbacks.client_initial = ngtcp2_crypto_client_initial_cb;
    callbacks.recv_client_initial = ngtcp2_crypto_recv_client_initial_cb;
    callbacks.recv_crypto_data = ngtcp2_crypto_recv_crypto_data_cb;
    callbacks.encrypt = ngtcp2_crypto_encrypt_cb;
    callbacks.decrypt = ngtcp2_crypto_decrypt_cb;
    callbacks.hp_mask = ngtcp2_crypto_hp_mask_cb;
    callbacks.recv_retry = ngtcp2_crypto_recv_retry_cb;
    callbacks.update_key = ngtcp2_crypto_update_key_cb;
    callbacks.delete_crypto_aead_ctx = ngtcp2_crypto_delete_crypto_aead_ctx_cb;
    callbacks.delete_crypto_cipher_ctx = ngtcp2_crypto_delete_crypto_cipher_ctx_cb;
    callbacks.get_path_challenge_data = ngtcp2_crypto_get_path_challenge_data_cb;
    callbacks.version_negotiation = ngtcp2_crypto_version_negotiation_cb;
    callbacks.rand = QuicCallbacks::random;
    callbacks.get_new_connection_id = QuicCallbacks::newConnectionId;
    callbacks.remove_connection_id = QuicCallbacks::removeConnectionId;
    callbacks.handshake_completed = QuicCallbacks::handshakeCompleted;
    callbacks.stream_open = QuicCallbacks::streamOpen;
    callbacks.recv_stream_data = QuicCallbacks::streamData;
    callbacks.acked_stream_data_offset = QuicCallbacks::acknowledged;
    callbacks.stream_reset = QuicCallbacks::streamReset;
    callbacks.stream_close = QuicCallbacks::streamClose;
    callbacks.recv_datagram = QuicCallbacks::datagram;
    callbacks.extend_max_stream_data = QuicCallbacks::moreStreamData;
    return callbacks;
}

} // namespace culvert::link
