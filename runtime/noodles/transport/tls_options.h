// How listeners and clients speak TLS.
//
// Thread-safety: plain values.
#ifndef NOODLES_TRANSPORT_TLS_OPTIONS_H_
#define NOODLES_TRANSPORT_TLS_OPTIONS_H_

#include <chrono>
#include <cstdint>
#include <string>

namespace noodles {

enum class TlsVersion : uint8_t { kTls12, kTls13 };

// Certificate and key, each either as a file or as text, in PEM. Without a
// certificate there is no TLS.
struct TlsOptions {
  // The server's certificate first, then its issuers' in order.
  std::string certificate_file{};
  std::string certificate_pem{};

  // The private key of the first certificate, without a passphrase.
  std::string key_file{};
  std::string key_pem{};

  // The oldest version that the listener accepts. TLS 1.0 and 1.1 are broken
  // and never accepted.
  TlsVersion minimum_version = TlsVersion::kTls12;

  // At a new connection, but at most this often, the listener checks whether
  // the files have changed, and reads changed files again. 0: never; only
  // Reload() reads them.
  std::chrono::milliseconds file_check_interval{0};

  bool is_on() const {
    return !certificate_file.empty() || !certificate_pem.empty();
  }
};

// How a client speaks TLS.
struct TlsClientOptions {
  // Certificates of trusted authorities in PEM, beside those of the system. For
  // a server with a self-signed certificate: that certificate.
  std::string trusted_pem{};

  // False: any certificate is accepted, so any server can pretend to be the one
  // that is meant.
  bool is_verified = true;
};

}  // namespace noodles

#endif  // NOODLES_TRANSPORT_TLS_OPTIONS_H_
