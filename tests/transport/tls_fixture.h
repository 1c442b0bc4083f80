// A session that speaks TLS in memory, and OpenSSL's own client before it.
#ifndef NOODLES_TESTS_TRANSPORT_TLS_FIXTURE_H_
#define NOODLES_TESTS_TRANSPORT_TLS_FIXTURE_H_

#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>
#include <memory>
#include <string>

#include "transport/memory_stream.h"
#include "transport/test_certificate.h"

namespace noodles::transport_internal {

inline std::shared_ptr<TlsContext> TestTlsContext() {
  static const TestCertificate certificate = MakeTestCertificate("test");
  TlsOptions options;
  options.certificate_pem = certificate.certificate_pem;
  options.key_pem = certificate.key_pem;
  return TlsContext::Create(options).value();
}

class TlsFixture : public SessionFixture {
 public:
  // The client speaks no newer version than this.
  explicit TlsFixture(const ConnectionOptions& options = {},
                      int newest_version = TLS1_3_VERSION,
                      std::shared_ptr<TlsContext> context = TestTlsContext())
      : SessionFixture(options, nullptr, std::move(context)) {
    SSL_CTX_set_max_proto_version(client_context_.get(), newest_version);
    client_ = SSL_new(client_context_.get());
    SSL_set_bio(client_, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_connect_state(client_);
  }
  ~TlsFixture() override { SSL_free(client_); }

  void Run() override {
    do SessionFixture::Run();
    while (Pump());
  }

  void Receive(const std::string& bytes) override {
    unsent_ += bytes;
    Run();
  }

  // The cipher suites that the client offers for TLS 1.2, as OpenSSL names
  // them. Before Open().
  void OfferCiphers(const std::string& names) {
    EXPECT_EQ(SSL_set_cipher_list(client_, names.c_str()), 1) << names;
  }

  // The bytes that the client has decrypted.
  const std::string& received() const { return received_; }
  bool client_saw_end() const {
    return (SSL_get_shutdown(client_) & SSL_RECEIVED_SHUTDOWN) != 0;
  }
  // The common name of the certificate that it was shown.
  std::string server_name() const {
    std::array<char, 100> name{};
    X509* const certificate = SSL_get1_peer_certificate(client_);
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate),
                              NID_commonName, name.data(), name.size());
    X509_free(certificate);
    return name.data();
  }
  std::string version() const { return SSL_get_version(client_); }

 private:
  // Lets the client read and write; true if it sent bytes.
  bool Pump() {
    BIO_write(SSL_get_rbio(client_), peer->from_session.data(),
              static_cast<int>(peer->from_session.size()));
    peer->from_session.clear();
    std::array<char, 16384> buffer;
    SSL_do_handshake(client_);
    while (!unsent_.empty() && SSL_is_init_finished(client_)) {
      const int count =
          SSL_write(client_, unsent_.data(), static_cast<int>(unsent_.size()));
      if (count <= 0) break;
      unsent_.erase(0, static_cast<size_t>(count));
    }
    int count = 0;
    while ((count = SSL_read(client_, buffer.data(), buffer.size())) > 0) {
      received_.append(buffer.data(), static_cast<size_t>(count));
    }
    bool has_sent = false;
    while ((count = BIO_read(SSL_get_wbio(client_), buffer.data(),
                             buffer.size())) > 0) {
      peer->to_session.append(buffer.data(), static_cast<size_t>(count));
      has_sent = true;
    }
    return has_sent;
  }

  const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> client_context_{
      SSL_CTX_new(TLS_client_method()), SSL_CTX_free};
  SSL* client_ = nullptr;
  std::string unsent_;
  std::string received_;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TESTS_TRANSPORT_TLS_FIXTURE_H_
