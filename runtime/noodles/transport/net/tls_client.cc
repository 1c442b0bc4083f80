#include "noodles/transport/net/tls_client.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <new>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/transport/net/tls_ciphers.h"
#include "noodles/transport/net/tls_stream.h"

namespace noodles::transport_internal {
namespace {

struct ContextFree {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct BioFree {
  void operator()(BIO* bio) const { BIO_free_all(bio); }
};

bool IsNumericAddress(const std::string& host) {
  in6_addr address;
  return inet_pton(AF_INET, host.c_str(), &address) == 1 ||
         inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

absl::Status Trust(SSL_CTX& context, const std::string& pem) {
  const std::unique_ptr<BIO, BioFree> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  int count = 0;
  while (X509* const certificate =
             PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
    X509_STORE_add_cert(SSL_CTX_get_cert_store(&context), certificate);
    X509_free(certificate);
    ++count;
  }
  ERR_clear_error();
  return count > 0 ? absl::OkStatus()
                   : InvalidArgument(
                         "TLS: no trusted certificate in the PEM "
                         "text");
}

// Also sends the name to the server, which may have many (SNI).
void ExpectHost(SSL& ssl, const std::string& host) {
  if (IsNumericAddress(host)) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(&ssl), host.c_str());
  } else {
    SSL_set1_host(&ssl, host.c_str());
    SSL_set_tlsext_host_name(&ssl, host.c_str());
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<Stream>> WrapTlsClient(
    std::unique_ptr<Stream> below, const std::string& host,
    const TlsClientOptions& options) {
  const std::unique_ptr<SSL_CTX, ContextFree> context(
      SSL_CTX_new(TLS_client_method()));
  if (context == nullptr) throw std::bad_alloc();
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  if (SSL_CTX_set_cipher_list(context.get(), kClientCiphers) != 1) {
    ERR_clear_error();
    return Internal("TLS: OpenSSL has no usable cipher suite");
  }
  SSL_CTX_set_verify(context.get(),
                     options.is_verified ? SSL_VERIFY_PEER : SSL_VERIFY_NONE,
                     nullptr);
  SSL_CTX_set_default_verify_paths(context.get());
  if (!options.trusted_pem.empty()) {
    absl::Status status = Trust(*context, options.trusted_pem);
    if (!status.ok()) return status;
  }
  SslPointer ssl(SSL_new(context.get()));
  if (ssl == nullptr) throw std::bad_alloc();
  ExpectHost(*ssl, host);
  SSL_set_connect_state(ssl.get());
  std::unique_ptr<Stream> stream =
      std::make_unique<TlsStream>(std::move(below), std::move(ssl));
  return stream;
}

}  // namespace noodles::transport_internal
