// Compression: in sessions in memory, and shared between connections. Python's
// zlib and websockets judge the bytes (python/test_protocol.py).
#include "noodles/transport/websocket/deflate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

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

// A message that unpacks to `size` zeros.
ByteVector Zeros(size_t size) {
  const Bytes zeros = Bytes::Adopt(std::string(size, '\0'));
  const Bytes packed = Deflate({&zeros, 1}, Deflating().deflate).value();
  return BuildFrame({.first = 0xc2, .payload = std::string(packed.text())});
}

TEST(DeflateTest, AMessageThatUnpacksToTooManyTimesItsBytesIsCut) {
  ConnectionOptions options = Deflating();
  options.deflate.free_unpacked_bytes = 10'000;
  SessionFixture f(options);
  f.session->Start();
  f.Receive(kDeflateRequest);
  f.Receive(Zeros(10'000));
  EXPECT_THAT(f.handler->messages, ElementsAre(std::string(10'000, '\0')));
  f.Receive(Zeros(100'000));
  const std::vector<SeenEvent> seen = Unpacked(f);
  ASSERT_FALSE(seen.empty());
  EXPECT_EQ(seen.back(),
            Closed(CloseCode::kMessageTooBig,
                   "message unpacks to more than 100 times its bytes"));
  EXPECT_EQ(f.handler->messages.size(), 1u);

  // At the ratio, and just beyond it.
  const Bytes zeros = Bytes::Adopt(std::string(100'000, '\0'));
  const Bytes packed = Deflate({&zeros, 1}, options.deflate).value();
  const size_t ratio = zeros.size() / packed.size();
  for (const size_t most : {ratio + 1, ratio, ratio - 1, size_t{0}}) {
    Inflater inflater(
        packed, {.most_bytes = 100'000, .most_ratio = most, .free_bytes = 10});
    EXPECT_EQ(inflater.Continue(SIZE_MAX), most == ratio - 1
                                               ? InflateResult::kTooDense
                                               : InflateResult::kDone)
        << most;
  }
}

TEST(DeflateTest, UnpacksTurnByTurn) {
  ConnectionOptions options = Deflating();
  options.deflate.unpack_turn_bytes = 1000;
  options.deflate.max_unpack_ratio = 0;
  SessionFixture f(options);
  f.session->Start();
  f.Receive(kDeflateRequest + AsString(Zeros(20'000)) +
            AsString(BuildFrame({.payload = "next"})));
  EXPECT_THAT(f.handler->messages,
              ElementsAre(std::string(20'000, '\0'), "next"));
  EXPECT_GE(f.host->turns, 19);
  EXPECT_LE(f.host->turns, 21);
  // Small messages share a turn: 50 of 100 bytes take five.
  const int before = f.host->turns;
  ByteVector many;
  for (int i = 0; i < 50; ++i) many = std::move(many) + Zeros(100);
  f.Receive(many);
  EXPECT_EQ(f.handler->messages.size(), 52u);
  EXPECT_GE(f.host->turns - before, 4);
  EXPECT_LE(f.host->turns - before, 6);
}

TEST(DeflateTest, OthersAreServedBetweenTheTurns) {
  ConnectionOptions options = Deflating();
  options.deflate.unpack_turn_bytes = 1000;
  options.deflate.max_unpack_ratio = 0;
  SessionFixture f(options);
  f.handler->echo = true;
  f.session->Start();
  f.Receive(kDeflateRequest);
  f.peer->to_session = AsString(Zeros(50'000) + Zeros(10));
  ASSERT_TRUE(f.peer->Step());
  // One turn is over; the session reads nothing until it is done.
  ASSERT_EQ(f.host->to_turn.size(), 1u);
  EXPECT_EQ(f.peer->reader, nullptr);
  EXPECT_EQ(f.host->arrivals.back().held_bytes > 0, true);
  EXPECT_EQ(f.handler->messages.size(), 0u);
  // Its end in between is clean, and so are its messages to the peer.
  f.session->Send(Bytes::Copy("update"));
  for (const auto& session : std::exchange(f.host->to_flush, {})) {
    session->Flush();
  }
  EXPECT_THAT(Unpacked(f), ElementsAre(Message("update")));
  f.session->Close(CloseCode::kNormal, "");
  f.Run();
  f.peer->ended = true;
  f.Run();
  EXPECT_TRUE(f.peer->closed);
}

TEST(DeflateTest, KeepsToTheWindowThatAClientAsksFor) {
  const auto accept = [](const std::string& offer, int bits = 15) {
    ConnectionOptions options = Deflating();
    options.deflate.window_bits = bits;
    HttpRequest request;
    request.fields = {{"Sec-WebSocket-Extensions", offer}};
    return AcceptDeflateOffer(request, options.deflate);
  };
  const std::string start =
      "permessage-deflate; server_no_context_takeover; "
      "client_no_context_takeover";
  const auto plain = accept("permessage-deflate", 12);
  ASSERT_TRUE(plain.has_value());
  EXPECT_EQ(plain->answer, start);
  EXPECT_EQ(plain->window_bits, 12);
  for (const int bits : {9, 12, 15}) {
    for (const int own : {9, 15}) {
      const auto accepted = accept(
          "permessage-deflate; server_max_window_bits=" + std::to_string(bits),
          own);
      ASSERT_TRUE(accepted.has_value()) << bits;
      EXPECT_EQ(accepted->window_bits, std::min(bits, own));
      EXPECT_EQ(accepted->answer, start + "; server_max_window_bits=" +
                                      std::to_string(std::min(bits, own)));
    }
  }
  for (const char* const offer :
       {"permessage-deflate; server_max_window_bits=8",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_max_window_bits"}) {
    EXPECT_FALSE(accept(offer).has_value()) << offer;
  }
  EXPECT_TRUE(accept("permessage-deflate; server_max_window_bits=8, "
                     "permessage-deflate")
                  .has_value());
  // Repetitions 2,000 bytes apart are found with a large window only, and each
  // client gets the form that it can read.
  const std::string half = TestText(2000);
  const auto message = MakeOutgoingMessage({Bytes::Copy(half + half)});
  DeflateOptions small = Deflating().deflate;
  small.window_bits = 9;
  const auto wide = message->Deflated(Deflating().deflate);
  ASSERT_NE(wide, nullptr);
  EXPECT_LT(wide->size, 2500u);
  EXPECT_EQ(message->Deflated(small), nullptr);
  EXPECT_EQ(message->Deflated(Deflating().deflate), wide);
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
