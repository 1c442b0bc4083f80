#include "noodles/transport/net/tls_context.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <new>
#include <string>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/transport/net/tls_ciphers.h"
#include "noodles/transport/net/tls_stream.h"

namespace noodles::transport_internal {
namespace {

template <typename Type, void (*kFree)(Type*)>
struct OpenSslFree {
  void operator()(Type* object) const { kFree(object); }
};
using ContextPointer =
    std::unique_ptr<SSL_CTX, OpenSslFree<SSL_CTX, SSL_CTX_free>>;
using CertificatePointer = std::unique_ptr<X509, OpenSslFree<X509, X509_free>>;
using KeyPointer =
    std::unique_ptr<EVP_PKEY, OpenSslFree<EVP_PKEY, EVP_PKEY_free>>;
using BioPointer = std::unique_ptr<BIO, OpenSslFree<BIO, BIO_free_all>>;

std::string TakeError() {
  const char* const reason = ERR_reason_error_string(ERR_peek_error());
  ERR_clear_error();
  return reason == nullptr ? "unknown reason" : reason;
}

BioPointer Memory(const std::string& text) {
  return BioPointer(
      BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

// Keys with a passphrase are refused; OpenSSL would ask for it at the terminal.
int NoPassphrase(char*, int, int, void*) { return -1; }

// The content of `file`; without one, `text`. `what` names it in errors.
absl::StatusOr<std::string> ReadPem(const std::string& file,
                                    const std::string& text,
                                    const std::string& what) {
  if (file.empty() && text.empty()) {
    return InvalidArgument("TLS needs a " + what);
  }
  if (file.empty()) return text;
  std::ifstream stream(file, std::ios::binary);
  std::string contents{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) {
    return InvalidArgument("TLS: cannot read the " + what + " file " + file);
  }
  return contents;
}

absl::Status UseCertificates(SSL_CTX& context, const std::string& pem) {
  const BioPointer bio = Memory(pem);
  const CertificatePointer own(
      PEM_read_bio_X509_AUX(bio.get(), nullptr, NoPassphrase, nullptr));
  if (own == nullptr || SSL_CTX_use_certificate(&context, own.get()) != 1) {
    return InvalidArgument("TLS: no certificate in the PEM text: " +
                           TakeError());
  }
  while (X509* const issuer =
             PEM_read_bio_X509(bio.get(), nullptr, NoPassphrase, nullptr)) {
    // The context becomes the owner of `issuer`.
    if (SSL_CTX_add0_chain_cert(&context, issuer) != 1) {
      X509_free(issuer);
      return InvalidArgument("TLS: wrong certificate in the chain: " +
                             TakeError());
    }
  }
  // OpenSSL reports the end of the text like an error.
  if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE) {
    return InvalidArgument("TLS: broken certificate in the chain: " +
                           TakeError());
  }
  ERR_clear_error();
  return absl::OkStatus();
}

absl::Status UseKey(SSL_CTX& context, const std::string& pem) {
  const BioPointer bio = Memory(pem);
  const KeyPointer key(
      PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassphrase, nullptr));
  if (key == nullptr) {
    return InvalidArgument("TLS: no private key that can be read: " +
                           TakeError());
  }
  if (SSL_CTX_use_PrivateKey(&context, key.get()) != 1) {
    return InvalidArgument(
        "TLS: the private key is not that of the certificate: " + TakeError());
  }
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<SSL_CTX>> MakeContext(
    const TlsOptions& options) {
  const auto certificates =
      ReadPem(options.certificate_file, options.certificate_pem, "certificate");
  if (!certificates.ok()) return certificates.status();
  const auto key = ReadPem(options.key_file, options.key_pem, "private key");
  if (!key.ok()) return key.status();
  ContextPointer context(SSL_CTX_new(TLS_server_method()));
  if (context == nullptr) return Internal("TLS: " + TakeError());
  const bool is_13 = options.minimum_version == TlsVersion::kTls13;
  SSL_CTX_set_min_proto_version(context.get(),
                                is_13 ? TLS1_3_VERSION : TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION |
                                         SSL_OP_NO_COMPRESSION |
                                         SSL_OP_CIPHER_SERVER_PREFERENCE);
  if (SSL_CTX_set_cipher_list(context.get(), kServerCiphers) != 1) {
    return Internal("TLS: no usable cipher suite: " + TakeError());
  }
  // Idle connections keep no buffers.
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  absl::Status status = UseCertificates(*context, *certificates);
  if (status.ok()) status = UseKey(*context, *key);
  if (!status.ok()) return status;
  return std::shared_ptr<SSL_CTX>(context.release(), SSL_CTX_free);
}

std::filesystem::file_time_type ChangeTime(const std::string& file) {
  std::error_code ignored;
  return file.empty() ? std::filesystem::file_time_type()
                      : std::filesystem::last_write_time(file, ignored);
}

class OpenSslContext final : public TlsContext {
 public:
  explicit OpenSslContext(const TlsOptions& options) : options_(options) {}

  absl::Status Reload() override {
    const std::lock_guard lock(mutex_);
    return ReloadLocked();
  }

  std::unique_ptr<Stream> Wrap(std::unique_ptr<Stream> below) override {
    SslPointer ssl;
    {
      const std::lock_guard lock(mutex_);
      ReloadIfChangedLocked();
      ssl.reset(SSL_new(context_.get()));
    }
    if (ssl == nullptr) throw std::bad_alloc();
    SSL_set_accept_state(ssl.get());
    return std::make_unique<TlsStream>(std::move(below), std::move(ssl));
  }

 private:
  using Clock = std::chrono::steady_clock;

  absl::Status ReloadLocked() {
    // The times are taken before the files are read: the next check sees a
    // change in between.
    certificate_time_ = ChangeTime(options_.certificate_file);
    key_time_ = ChangeTime(options_.key_file);
    checked_ = Clock::now();
    auto context = MakeContext(options_);
    if (!context.ok()) return context.status();
    context_ = *std::move(context);
    return absl::OkStatus();
  }

  void ReloadIfChangedLocked() {
    if (options_.file_check_interval.count() <= 0) return;
    if (Clock::now() - checked_ < options_.file_check_interval) return;
    checked_ = Clock::now();
    if (certificate_time_ == ChangeTime(options_.certificate_file) &&
        key_time_ == ChangeTime(options_.key_file)) {
      return;
    }
    const absl::Status status = ReloadLocked();
    if (status.ok()) {
      Log(LogSeverity::kInfo, "transport", "read the certificate again");
    } else {
      Log(LogSeverity::kWarning, "transport",
          "the certificate has changed, the former one stays in use",
          {{"error", StatusMessage(status)}});
    }
  }

  const TlsOptions options_;
  std::mutex mutex_;
  std::shared_ptr<SSL_CTX> context_;
  std::filesystem::file_time_type certificate_time_;
  std::filesystem::file_time_type key_time_;
  Clock::time_point checked_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<TlsContext>> TlsContext::Create(
    const TlsOptions& options) {
  auto context = std::make_shared<OpenSslContext>(options);
  if (absl::Status status = context->Reload(); !status.ok()) return status;
  return context;
}

}  // namespace noodles::transport_internal
