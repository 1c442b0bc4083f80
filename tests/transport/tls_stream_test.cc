// TLS under a session, with OpenSSL's client in memory as the judge.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "noodles/base/status.h"
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
       {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\x16\x03\x01 nonsense, long",
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
