// TLS of a whole server: both ports, and a certificate that is renewed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>
#include <fstream>
#include <memory>
#include <string>

#include "noodles/base/logging.h"
#include "noodles/server.h"
#include "state/document_testing.h"
#include "transport/test_certificate.h"

namespace noodles {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using transport_internal::MakeTestCertificate;
using transport_internal::TestCertificate;

// A connection of OpenSSL's own client, which believes everybody.
class OpenSslClient {
 public:
  explicit OpenSslClient(uint16_t port, int newest_version = TLS1_3_VERSION) {
    SSL_CTX_set_max_proto_version(context_.get(), newest_version);
    bio_.reset(BIO_new_ssl_connect(context_.get()));
    BIO_set_conn_hostname(bio_.get(),
                          ("127.0.0.1:" + std::to_string(port)).c_str());
    is_open_ = BIO_do_connect(bio_.get()) > 0;
  }

  bool is_open() const { return is_open_; }
  // The common name of the certificate that it was shown.
  std::string server_name() const {
    SSL* ssl = nullptr;
    BIO_get_ssl(bio_.get(), &ssl);
    std::array<char, 100> name{};
    X509* const certificate = SSL_get1_peer_certificate(ssl);
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate),
                              NID_commonName, name.data(), name.size());
    X509_free(certificate);
    return name.data();
  }
  // Everything that comes until `end`; empty: the end of the stream.
  std::string Ask(const std::string& request, const std::string& end) {
    BIO_write(bio_.get(), request.data(), static_cast<int>(request.size()));
    std::string answer;
    std::array<char, 4096> some;
    while (end.empty() || !answer.ends_with(end)) {
      const int count = BIO_read(bio_.get(), some.data(), some.size());
      if (count <= 0) break;
      answer.append(some.data(), static_cast<size_t>(count));
    }
    return answer;
  }

 private:
  const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_{
      SSL_CTX_new(TLS_client_method()), SSL_CTX_free};
  std::unique_ptr<BIO, void (*)(BIO*)> bio_{nullptr, BIO_free_all};
  bool is_open_ = false;
};

class ServerTlsTest : public ::testing::Test {
 protected:
  ServerTlsTest() {
    SetLogSink([](const LogRecord&) {});
    options_.address = "127.0.0.1";
    options_.port = 0;
    options_.tls.certificate_file = folder_ + "certificate.pem";
    options_.tls.key_file = folder_ + "key.pem";
    WriteCertificate("first");
  }
  ~ServerTlsTest() override { SetLogSink(nullptr); }

  void WriteCertificate(const std::string& name) {
    const TestCertificate certificate = MakeTestCertificate(name);
    std::ofstream(options_.tls.certificate_file) << certificate.certificate_pem;
    std::ofstream(options_.tls.key_file) << certificate.key_pem;
  }

  const std::string folder_ = ::testing::TempDir() + "server_tls_test_";
  ServerOptions options_;
};

TEST_F(ServerTlsTest, BothPortsSpeakIt) {
  Server server(options_);
  Must(server.Start());
  const Asset asset =
      server.assets().AddBytes(Bytes::Adopt(std::string("content"))).value();
  const std::string url = Must(server.assets().Url(asset.uri()));
  EXPECT_THAT(url, StartsWith("https://127.0.0.1:"));
  const std::string path = url.substr(url.find("/assets/"));
  for (const uint16_t port : {server.port(), server.assets().port()}) {
    OpenSslClient client(port);
    ASSERT_TRUE(client.is_open());
    EXPECT_THAT(
        client.Ask("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n", "content"),
        EndsWith("\r\n\r\ncontent"));
  }
  OpenSslClient client(server.port());
  EXPECT_THAT(client.Ask("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
                         "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
                         "\r\n\r\n"),
              HasSubstr("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
}

TEST_F(ServerTlsTest, OlderVersionsThanAllowedAreRefused) {
  options_.tls.minimum_version = TlsVersion::kTls13;
  Server server(options_);
  Must(server.Start());
  for (const uint16_t port : {server.port(), server.assets().port()}) {
    EXPECT_TRUE(OpenSslClient(port).is_open());
    EXPECT_FALSE(OpenSslClient(port, TLS1_2_VERSION).is_open());
  }
}

TEST_F(ServerTlsTest, ACertificateIsRenewedWhileItRuns) {
  Server server(options_);
  EXPECT_EQ(server.ReloadTls().code(), absl::StatusCode::kFailedPrecondition);
  Must(server.Start());
  const auto expect_name = [&](const std::string& name) {
    EXPECT_EQ(OpenSslClient(server.port()).server_name(), name);
    EXPECT_EQ(OpenSslClient(server.assets().port()).server_name(), name);
  };
  OpenSslClient early(server.port());
  WriteCertificate("second");
  expect_name("first");
  Must(server.ReloadTls());
  expect_name("second");
  // A broken file changes nothing.
  std::ofstream(options_.tls.key_file) << "no key";
  EXPECT_EQ(server.ReloadTls().code(), absl::StatusCode::kInvalidArgument);
  expect_name("second");
  // A connection from before stays open.
  EXPECT_THAT(
      early.Ask("GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                ""),
      StartsWith("HTTP/1.1 404 "));
}

TEST_F(ServerTlsTest, FilesAreReadAgainByThemselves) {
  options_.tls.file_check_interval = std::chrono::milliseconds(1);
  Server server(options_);
  Must(server.Start());
  EXPECT_EQ(OpenSslClient(server.port()).server_name(), "first");
  WriteCertificate("second");
  while (OpenSslClient(server.port()).server_name() != "second") {
  }
}

TEST_F(ServerTlsTest, WithoutACertificateThereIsNothingToRenew) {
  options_.tls = {};
  Server server(options_);
  Must(server.Start());
  EXPECT_EQ(server.ReloadTls().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(ServerTlsTest, AFileThatIsMissingKeepsTheServerFromStarting) {
  options_.tls.key_file = folder_ + "missing.pem";
  Server server(options_);
  const absl::Status status = server.Start();
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(TextOf(status), HasSubstr("missing.pem"));
}

}  // namespace
}  // namespace noodles
