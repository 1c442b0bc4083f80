// The cipher suites of TLS 1.2 that listeners and clients use: those with
// forward secrecy (ephemeral keys) and authenticated encryption (AEAD). A
// recording of their connections cannot be decrypted later with the key of the
// certificate. All suites of TLS 1.3 are such.
//
// Thread-safety: constants.
#ifndef NOODLES_TRANSPORT_NET_TLS_CIPHERS_H_
#define NOODLES_TRANSPORT_NET_TLS_CIPHERS_H_

namespace noodles::transport_internal {

// In the syntax of openssl-ciphers(1), for SSL_CTX_set_cipher_list.
inline constexpr char kServerCiphers[] =
    "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!PSK";

// A client also takes ephemeral Diffie-Hellman keys without curves.
inline constexpr char kClientCiphers[] =
    "ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM:DHE+CHACHA20:!aNULL:!PSK";

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_TLS_CIPHERS_H_
