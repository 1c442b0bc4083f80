// Random streams of frames, whole and damaged: the parser must tell the same
// however they are cut, and survive everything.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "base/rounds.h"
#include "noodles/transport/websocket/frame_parser.h"
#include "transport/frame_builder.h"

namespace noodles::transport_internal {
namespace {

using Random = std::mt19937;

size_t Below(Random& random, size_t limit) {
  return std::uniform_int_distribution<size_t>(0, limit - 1)(random);
}

size_t RandomSize(Random& random) {
  switch (Below(random, 8)) {
    case 0:
      return 0;
    case 1:
      return 120 + Below(random, 12);
    case 2:
      return 65'530 + Below(random, 12);
    case 3:
      return Below(random, 5000);
    default:
      return Below(random, 60);
  }
}

FrameParts RandomFrame(Random& random, uint8_t first) {
  FrameParts parts;
  parts.first = first;
  parts.payload = TestText(RandomSize(random), random());
  for (uint8_t& byte : parts.key) byte = static_cast<uint8_t>(random());
  return parts;
}

void AddPing(Random& random, ByteVector& bytes,
             std::vector<SeenEvent>& expected) {
  if (Below(random, 3) != 0) return;
  FrameParts ping = RandomFrame(random, 0x89);
  ping.payload.resize(ping.payload.size() % 126);
  bytes = std::move(bytes) + BuildFrame(ping);
  expected.push_back(Ping(ping.payload));
}

// A valid stream and its events.
ByteVector RandomStream(Random& random, std::vector<SeenEvent>& expected) {
  ByteVector bytes;
  const size_t messages = 1 + Below(random, 6);
  for (size_t i = 0; i < messages; ++i) {
    const size_t fragments = 1 + Below(random, 3);
    std::string whole;
    for (size_t k = 0; k < fragments; ++k) {
      AddPing(random, bytes, expected);
      const int final = k + 1 == fragments ? 0x80 : 0;
      const int opcode = k == 0 ? 0x02 : 0x00;
      const FrameParts parts =
          RandomFrame(random, static_cast<uint8_t>(final | opcode));
      bytes = std::move(bytes) + BuildFrame(parts);
      whole += parts.payload;
    }
    expected.push_back(Message(whole));
  }
  return bytes;
}

std::vector<size_t> RandomCuts(Random& random, size_t size) {
  std::vector<size_t> cuts(Below(random, 20));
  for (size_t& cut : cuts) cut = Below(random, size + 1);
  std::sort(cuts.begin(), cuts.end());
  return cuts;
}

TEST(FrameParserFuzzTest, ValidStreamsAreReadHoweverTheyAreCut) {
  Random random(20240601);
  for (int round = 0; round < Rounds(200); ++round) {
    SCOPED_TRACE(round);
    std::vector<SeenEvent> expected;
    const ByteVector bytes = RandomStream(random, expected);
    ASSERT_EQ(Parse(bytes, {}), expected);
    ASSERT_EQ(Parse(bytes, {}, RandomCuts(random, bytes.size())), expected);
    ASSERT_EQ(ParseDirectly(bytes, {}, 1 + Below(random, 9000)), expected);
  }
}

TEST(FrameParserFuzzTest, DamagedStreamsGiveTheSameForEveryCut) {
  Random random(20240602);
  FrameParserOptions options;
  options.accept_text = true;
  options.accept_deflated = true;
  options.max_message_bytes = 300'000;
  int failed = 0;
  for (int round = 0; round < Rounds(1000); ++round) {
    SCOPED_TRACE(round);
    std::vector<SeenEvent> unused;
    ByteVector bytes = RandomStream(random, unused);
    const size_t changes = 1 + Below(random, 4);
    for (size_t i = 0; i < changes; ++i) {
      bytes[Below(random, std::min<size_t>(bytes.size(), 60))] =
          static_cast<uint8_t>(random());
    }
    if (Below(random, 2) == 0) bytes.resize(Below(random, bytes.size() + 1));
    const std::vector<SeenEvent> whole = Parse(bytes, options);
    ASSERT_EQ(Parse(bytes, options, RandomCuts(random, bytes.size())), whole);
    ASSERT_EQ(ParseDirectly(bytes, options, 1 + Below(random, 9000)), whole);
    if (!whole.empty() && whole.back().event == FrameParser::Event::kError) {
      ++failed;
    }
  }
  EXPECT_GT(failed, Rounds(100));
}

TEST(FrameParserFuzzTest, NoiseGivesTheSameForEveryCut) {
  Random random(20240603);
  for (int round = 0; round < Rounds(20'000); ++round) {
    SCOPED_TRACE(round);
    FrameParserOptions options;
    options.accept_text = Below(random, 2) == 0;
    options.accept_deflated = Below(random, 2) == 0;
    options.role = Below(random, 2) == 0 ? Role::kServer : Role::kClient;
    ByteVector bytes(Below(random, 64));
    for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random());
    const std::vector<SeenEvent> whole = Parse(bytes, options);
    ASSERT_EQ(Parse(bytes, options, RandomCuts(random, bytes.size())), whole);
  }
}

}  // namespace
}  // namespace noodles::transport_internal
