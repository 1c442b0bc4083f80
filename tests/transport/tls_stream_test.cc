// TLS under a session, with OpenSSL's client in memory as the judge.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "noodles/base/status.h"
#include "noodles/transport/net/tls_client.h"
#include "transport/full_life.h"
#include "transport/tls_fixture.h"

namespace noodles::transport_internal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<SeenEvent> FramesIn(const std::string& received) {
  const size_t end = received.find("\r\n\r\n");
  FrameParserOptions client;
  client.role = Role::kClient;
  const std::string body =
      end == std::string::npos ? "" : received.substr(end + 4);
  return Parse(ByteVector(body.begin(), body.end()), client);
}

TEST(TlsStreamTest, CarriesASessionInBothVersions) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsFixture f({}, version);
    f.handler->echo = true;
    f.Open();
    const std::string large = TestText(300'000);
    f.Receive(AsString(BuildFrame({.payload = "small"}) +
                       BuildFrame({.payload = large})));
    EXPECT_EQ(f.version(), version == TLS1_2_VERSION ? "TLSv1.2" : "TLSv1.3");
    EXPECT_THAT(f.handler->messages, ElementsAre("small", large));
    EXPECT_THAT(FramesIn(f.received()),
                ElementsAre(Message("small"), Message(large)));
    f.Receive(AsString(BuildFrame({.first = 0x88})));
    EXPECT_TRUE(f.client_saw_end());
    EXPECT_TRUE(f.peer->shut_down);
    EXPECT_EQ(f.handler->closes, 1);
  }
}

TEST(TlsStreamTest, LosesNothingHoweverLittleIsReadAndWrittenAtOnce) {
  for (const size_t at_once : {1u, 7u, 1000u, 16'000u}) {
    TlsFixture f;
    f.handler->echo = true;
    f.peer->read_at_once = at_once;
    f.peer->written_at_once = at_once;
    f.Open();
    std::vector<SeenEvent> expected;
    for (size_t size = 0; size < 40'000; size = 3 * size + 1) {
      f.Receive(AsString(BuildFrame({.payload = TestText(size)})));
      expected.push_back(Message(TestText(size)));
    }
    EXPECT_EQ(FramesIn(f.received()), expected);
    f.session->Close(CloseCode::kNormal, "bye");
    f.Run();
    EXPECT_EQ(FramesIn(f.received()).size(), expected.size() + 1);
  }
}

// Where a write stops in the middle, the last byte is held back: it must be
// neither lost nor sent twice when the peer stalls at any place.
TEST(TlsStreamTest, GoesOnWhereverThePeerStalls) {
  for (size_t room = 0; room < 400; room += 7) {
    TlsFixture f;
    f.Open();
    f.peer->room = room;
    std::vector<SeenEvent> expected;
    for (int i = 0; i < 10; ++i) {
      f.session->Send(Bytes::Copy(TestText(20)));
      f.Run();
      expected.push_back(Message(TestText(20)));
    }
    f.peer->room = 1'000'000;
    f.Run();
    EXPECT_EQ(FramesIn(f.received()), expected) << room;
    EXPECT_EQ(f.session->queued_bytes(), 0u);
  }
}

TEST(TlsStreamTest, EndsCleanlyWhereverTheStreamFails) {
  FailEverywhere([] { return std::make_unique<TlsFixture>(); });
}

TEST(TlsStreamTest, EndsForWhatIsNoTls) {
  for (const std::string bytes :
       {"\x16\x03\x01 nonsense, long",
        "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"}) {
    SessionFixture f({}, nullptr, TestTlsContext());
    f.session->Start();
    f.Receive(bytes);
    f.peer->ended = true;
    f.Run();
    EXPECT_TRUE(f.peer->closed) << bytes;
    EXPECT_EQ(f.host->ends, 1);
    EXPECT_EQ(f.handler->opens, 0);
    EXPECT_THAT(f.peer->from_session, ::testing::Not(HasSubstr("HTTP/1.1")));
  }
}

TEST(TlsStreamTest, TellsAPlainHttpRequestInWordsWhatIsWrong) {
  for (const std::string request :
       {"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "OPTIONS /assets/x HTTP/1.1\r\nHost: a\r\n\r\n", "P"}) {
    SessionFixture f({}, nullptr, TestTlsContext());
    f.session->Start();
    f.Receive(request);
    EXPECT_EQ(f.peer->from_session,
              "HTTP/1.1 400 Bad Request\r\n"
              "Content-Type: text/plain; charset=utf-8\r\n"
              "Content-Length: 67\r\nConnection: close\r\n\r\n"
              "400 Bad Request: this port speaks TLS; use https:// or wss:// "
              "here\n")
        << request;
    EXPECT_EQ(f.WrittenBody().size(), 67u);
    EXPECT_TRUE(f.peer->shut_down);
    EXPECT_FALSE(f.peer->closed);  // until the peer has read the answer
    f.Receive("what still comes");
    EXPECT_EQ(f.WrittenBody().size(), 67u);
    f.peer->ended = true;
    f.Run();
    EXPECT_TRUE(f.peer->closed);
    EXPECT_EQ(f.host->ends, 1);
  }
  SessionFixture silent({}, nullptr, TestTlsContext());
  silent.session->Start();
  silent.Receive("GET");
  silent.peer->FireTimer();
  silent.Run();
  EXPECT_TRUE(silent.peer->closed);
}

std::shared_ptr<TlsContext> ContextWith(bool is_rsa) {
  const TestCertificate certificate = MakeTestCertificate("test", is_rsa);
  TlsOptions options;
  options.certificate_pem = certificate.certificate_pem;
  options.key_pem = certificate.key_pem;
  return TlsContext::Create(options).value();
}

TEST(TlsContextTest, TakesForwardSecrecyAndAuthenticatedEncryptionOnly) {
  const auto rsa = ContextWith(true);
  const auto curve = ContextWith(false);
  const auto opens = [&](const std::string& ciphers) {
    const bool is_curve = ciphers.find("ECDSA") != std::string::npos;
    TlsFixture f({}, TLS1_2_VERSION, is_curve ? curve : rsa);
    f.OfferCiphers(ciphers);
    f.Open();
    return f.handler->opens == 1;
  };
  for (const char* const good :
       {"ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384",
        "ECDHE-RSA-CHACHA20-POLY1305", "ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-CHACHA20-POLY1305"}) {
    EXPECT_TRUE(opens(good)) << good;
  }
  for (const char* const bad :
       {"AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-SHA", "AES256-SHA256",
        "ECDHE-RSA-AES128-SHA", "ECDHE-RSA-AES256-SHA384",
        "ECDHE-ECDSA-AES128-SHA256", "DHE-RSA-AES128-SHA"}) {
    EXPECT_FALSE(opens(bad)) << bad;
  }
}

TEST(TlsClientTest, OffersForwardSecrecyAndAuthenticatedEncryptionOnly) {
  const auto peer = std::make_shared<MemoryPeer>();
  auto stream =
      WrapTlsClient(std::make_unique<MemoryStream>(peer), "localhost", {});
  ASSERT_TRUE(stream.ok()) << stream.status();
  static_cast<void>((*stream)->WriteSome({}));
  // A record's head, a message's head, the version, 32 random bytes, and the
  // session's number (RFC 5246, section 7.4.1.2); then the suites.
  const std::string& hello = peer->from_session;
  constexpr size_t kSessionAt = 5 + 4 + 2 + 32;
  ASSERT_GT(hello.size(), kSessionAt);
  const auto byte = [&](size_t at) {
    return static_cast<uint8_t>(hello.at(at));
  };
  size_t at = kSessionAt + 1 + byte(kSessionAt);
  const size_t count = (byte(at) << 8 | byte(at + 1)) / 2;
  at += 2;
  EXPECT_GT(count, 5u);
  const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(
      SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  const std::unique_ptr<SSL, void (*)(SSL*)> ssl(SSL_new(context.get()),
                                                 SSL_free);
  for (size_t i = 0; i < count; ++i, at += 2) {
    const std::array<uint8_t, 2> code = {byte(at), byte(at + 1)};
    if (code == std::array<uint8_t, 2>{0x00, 0xff}) continue;  // no suite
    const SSL_CIPHER* const cipher = SSL_CIPHER_find(ssl.get(), code.data());
    ASSERT_NE(cipher, nullptr);
    const std::string name = SSL_CIPHER_get_name(cipher);
    EXPECT_EQ(SSL_CIPHER_is_aead(cipher), 1) << name;
    const int exchange = SSL_CIPHER_get_kx_nid(cipher);
    EXPECT_TRUE(exchange == NID_kx_ecdhe || exchange == NID_kx_dhe ||
                exchange == NID_kx_any)
        << name;
  }
}

TEST(TlsStreamTest, ASilentPeerIsDroppedBeforeItsHandshake) {
  ConnectionOptions options;
  options.handshake_timeout = std::chrono::milliseconds(1234);
  SessionFixture f(options, nullptr, TestTlsContext());
  f.session->Start();
  f.Receive("\x16\x03\x01");
  EXPECT_EQ(f.peer->timer, options.handshake_timeout);
  f.peer->FireTimer();
  f.Run();
  EXPECT_TRUE(f.peer->closed);
  EXPECT_EQ(f.host->ends, 1);
}

TEST(TlsContextTest, RefusesOldVersions) {
  TlsOptions options;
  const TestCertificate certificate = MakeTestCertificate("new only");
  options.certificate_pem = certificate.certificate_pem;
  options.key_pem = certificate.key_pem;
  options.minimum_version = TlsVersion::kTls13;
  TlsFixture refused({}, TLS1_2_VERSION, TlsContext::Create(options).value());
  refused.Open();
  EXPECT_EQ(refused.handler->opens, 0);
  EXPECT_TRUE(refused.peer->closed);
  TlsFixture taken({}, TLS1_3_VERSION, TlsContext::Create(options).value());
  taken.Open();
  EXPECT_EQ(taken.handler->opens, 1);
}

std::string ErrorOf(const TlsOptions& options) {
  const auto context = TlsContext::Create(options);
  EXPECT_FALSE(context.ok());
  EXPECT_EQ(context.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(StatusMessage(context.status()));
}

TEST(TlsContextTest, SaysWhatIsWrong) {
  const TestCertificate one = MakeTestCertificate("one");
  const TestCertificate other = MakeTestCertificate("other");
  TlsOptions options;
  options.key_pem = one.key_pem;
  EXPECT_EQ(ErrorOf(options), "TLS needs a certificate");
  options.certificate_file = "/does/not/exist.pem";
  EXPECT_EQ(ErrorOf(options),
            "TLS: cannot read the certificate file /does/not/exist.pem");
  options.certificate_file.clear();
  options.certificate_pem = "nonsense";
  EXPECT_THAT(ErrorOf(options), HasSubstr("no certificate in the PEM text"));
  options.certificate_pem = one.certificate_pem +
                            "-----BEGIN CERTIFICATE-----\nAAAA\n"
                            "-----END CERTIFICATE-----\n";
  EXPECT_THAT(ErrorOf(options), HasSubstr("broken certificate in the chain"));
  options.certificate_pem = one.certificate_pem;
  options.key_pem.clear();
  EXPECT_EQ(ErrorOf(options), "TLS needs a private key");
  options.key_pem = "nonsense";
  EXPECT_THAT(ErrorOf(options), HasSubstr("no private key that can be read"));
  options.key_pem = other.key_pem;
  EXPECT_THAT(ErrorOf(options), HasSubstr("not that of the certificate"));
  options.key_pem = one.key_pem;
  EXPECT_TRUE(TlsContext::Create(options).ok());
}

// A folder that goes with the test.
class CertificateFiles {
 public:
  CertificateFiles() {
    std::filesystem::create_directories(folder_);
    options.certificate_file = folder_ / "certificate.pem";
    options.key_file = folder_ / "key.pem";
  }
  ~CertificateFiles() { std::filesystem::remove_all(folder_); }

  void Write(const TestCertificate& certificate) {
    std::ofstream(options.certificate_file) << certificate.certificate_pem;
    std::ofstream(options.key_file) << certificate.key_pem;
  }
  // As if the files had been written some time ago.
  void MakeOlder() {
    for (const auto& file : {options.certificate_file, options.key_file}) {
      std::filesystem::last_write_time(
          file, std::filesystem::last_write_time(file) - std::chrono::hours(1));
    }
  }

  TlsOptions options;

 private:
  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      ("linguine_tls_" + std::to_string(::getpid()));
};

std::string NameShownBy(const std::shared_ptr<TlsContext>& context) {
  TlsFixture f({}, TLS1_3_VERSION, context);
  f.Open();
  return f.server_name();
}

TEST(TlsContextTest, ReadsItsFilesAgain) {
  CertificateFiles files;
  files.Write(MakeTestCertificate("first"));
  const auto context = TlsContext::Create(files.options).value();
  EXPECT_EQ(NameShownBy(context), "first");
  files.Write(MakeTestCertificate("second"));
  EXPECT_EQ(NameShownBy(context), "first");
  EXPECT_TRUE(context->Reload().ok());
  EXPECT_EQ(NameShownBy(context), "second");
  files.Write({"nonsense", "nonsense"});
  EXPECT_EQ(context->Reload().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(NameShownBy(context), "second");
}

TEST(TlsContextTest, ReadsFilesThatHaveChangedWhenAskedTo) {
  CertificateFiles files;
  files.options.file_check_interval = std::chrono::milliseconds(1);
  files.Write(MakeTestCertificate("first"));
  files.MakeOlder();
  const auto context = TlsContext::Create(files.options).value();
  EXPECT_EQ(NameShownBy(context), "first");
  files.Write(MakeTestCertificate("second"));
  while (NameShownBy(context) != "second") {
  }
}

}  // namespace
}  // namespace noodles::transport_internal
