// Compression: in sessions in memory, and shared between connections. Python's
// zlib and websockets judge the bytes (python/test_protocol.py).
#include "noodles/transport/websocket/deflate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "noodles/base/status.h"
#include "noodles/transport/connections/listener.h"
#include "transport/full_life.h"
#include "transport/server_handler.h"

namespace noodles::transport_internal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kDeflateRequest[] =
    "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n";

ConnectionOptions Deflating(size_t minimum_bytes = 1) {
  ConnectionOptions options;
  options.deflate.is_on = true;
  options.deflate.minimum_bytes = minimum_bytes;
  return options;
}

// The events that a client with decompression sees.
std::vector<SeenEvent> Unpacked(const SessionFixture& f) {
  FrameParserOptions options;
  options.role = Role::kClient;
  FrameParser parser(options);
  parser.AcceptDeflated();
  std::string body = f.WrittenBody();
  std::vector<SeenEvent> seen;
  parser.Feed({reinterpret_cast<uint8_t*>(body.data()), body.size()});
  Collect(parser, seen);
  return seen;
}

TEST(DeflateTest, UnpacksWhatItHasPacked) {
  for (const size_t size : {1u, 100u, 5000u, 3'000'000u}) {
    const std::string text(size, 'x');
    const std::vector<Bytes> halves = {Bytes::Copy(text.substr(0, size / 2)),
                                       Bytes::Copy(text.substr(size / 2))};
    const std::optional<Bytes> packed = Deflate(halves, Deflating().deflate);
    if (size == 1) {
      EXPECT_EQ(packed, std::nullopt);  // it would not be smaller
      continue;
    }
    ASSERT_TRUE(packed.has_value());
    EXPECT_LT(packed->size(), size);
    Bytes unpacked;
    EXPECT_EQ(Inflate(packed->span(), size, unpacked), InflateResult::kDone);
    EXPECT_EQ(unpacked.text(), text);
    EXPECT_EQ(Inflate(packed->span(), size - 1, unpacked),
              InflateResult::kTooLong);
  }
}

TEST(DeflateTest, BytesAtRandomNeverUnpackBeyondTheLimit) {
  uint32_t random = 1;
  for (int round = 0; round < 20'000; ++round) {
    std::vector<uint8_t> bytes(random % 60);
    for (uint8_t& byte : bytes) {
      random = random * 1664525 + 1013904223;
      byte = static_cast<uint8_t>(random >> 24);
    }
    Bytes unpacked;
    if (Inflate(bytes, 100, unpacked) == InflateResult::kDone) {
      EXPECT_LE(unpacked.size(), 100u);
    }
  }
}

TEST(DeflateTest, SmallMessagesGoAsTheyAre) {
  for (const size_t size : {99u, 100u, 101u}) {
    SessionFixture f(Deflating(100));
    f.session->Start();
    f.Receive(kDeflateRequest);
    EXPECT_THAT(f.WrittenHead(), HasSubstr("permessage-deflate"));
    f.session->Send(Bytes::Copy(std::string(size, 'x')));
    f.Run();
    const bool is_deflated = (f.WrittenBody().front() & 0x40) != 0;
    EXPECT_EQ(is_deflated, size >= 100) << size;
    EXPECT_THAT(Unpacked(f), ElementsAre(Message(std::string(size, 'x'))));
  }
}

TEST(DeflateTest, AMessageIsCompressedOnceForAll) {
  const auto message =
      MakeOutgoingMessage({Bytes::Copy(std::string(10'000, 'x'))});
  const auto compressed = message->Deflated(Deflating().deflate);
  ASSERT_NE(compressed, nullptr);
  EXPECT_EQ(message->Deflated(Deflating().deflate), compressed);
  const long holders = compressed.use_count();
  SessionFixture first(Deflating());
  SessionFixture second(Deflating());
  for (SessionFixture* f : {&first, &second}) {
    f->session->Start();
    f->Receive(kDeflateRequest);
    f->peer->room = 0;
    f->session->Send(message);
    f->Run();
  }
  EXPECT_EQ(compressed.use_count(), holders + 2);
  // The queue counts the compressed size.
  EXPECT_EQ(first.session->queued_bytes(),
            compressed->size + kQueuedMessageCost);
}

TEST(DeflateTest, AClientThatDoesNotOfferItGetsTheSameMessagePlain) {
  const auto message =
      MakeOutgoingMessage({Bytes::Copy(std::string(10'000, 'x'))});
  SessionFixture f(Deflating());
  f.Open();
  f.session->Send(message);
  f.Run();
  EXPECT_THAT(f.WrittenFrames(),
              ElementsAre(Message(std::string(10'000, 'x'))));
}

TEST(DeflateTest, EndsCleanlyWhereverTheStreamFails) {
  FailEverywhere([] {
    auto f = std::make_unique<SessionFixture>(Deflating());
    f->upgrade_request = kDeflateRequest;
    return f;
  });
}

TEST(DeflateTest, OptionsOutOfRangeAreRefused) {
  const auto status_of = [](DeflateOptions deflate) {
    ListenerOptions options = LoopbackOptions();
    options.connection.deflate = deflate;
    return std::string(StatusMessage(
        Listener::Start(options, std::make_shared<ServerHandler>()).status()));
  };
  EXPECT_EQ(
      status_of(
          {.is_on = true, .minimum_bytes = 1, .window_bits = 9, .level = 1}),
      "");
  EXPECT_EQ(
      status_of(
          {.is_on = true, .minimum_bytes = 1, .window_bits = 15, .level = 9}),
      "");
  EXPECT_EQ(
      status_of(
          {.is_on = true, .minimum_bytes = 1, .window_bits = 8, .level = 1}),
      "compression needs 9 to 15 window bits, not 8");
  EXPECT_EQ(
      status_of(
          {.is_on = true, .minimum_bytes = 1, .window_bits = 16, .level = 1}),
      "compression needs 9 to 15 window bits, not 16");
  EXPECT_EQ(
      status_of(
          {.is_on = true, .minimum_bytes = 1, .window_bits = 15, .level = 0}),
      "compression has the levels 1 to 9, not 0");
  EXPECT_EQ(
      status_of(
          {.is_on = true, .minimum_bytes = 1, .window_bits = 15, .level = 10}),
      "compression has the levels 1 to 9, not 10");
}

}  // namespace
}  // namespace noodles::transport_internal
