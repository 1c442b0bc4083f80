// How a listener speaks TLS: one plain struct, every default documented.
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
  // The server's certificate first, then those that lead to its root.
  std::string certificate_file{};
  std::string certificate_pem{};

  // The private key of the first certificate, without a passphrase.
  std::string key_file{};
  std::string key_pem{};

  // The oldest version that is spoken. Older ones are refused: TLS 1.0 and 1.1
  // are broken.
  TlsVersion minimum_version = TlsVersion::kTls12;

  // A new connection looks whether the files have changed, at most this often,
  // and reads them again if so. 0: only when Reload() is called.
  std::chrono::milliseconds file_check_interval{0};

  bool is_on() const {
    return !certificate_file.empty() || !certificate_pem.empty();
  }
};

// How a client speaks TLS.
struct TlsClientOptions {
  // Certificates of those who are trusted, in PEM, beside those of the system;
  // a server's own, if it signs itself.
  std::string trusted_pem{};

  // False: any certificate will do. Then nobody knows who the server is.
  bool is_verified = true;
};

}  // namespace noodles

#endif  // NOODLES_TRANSPORT_TLS_OPTIONS_H_
