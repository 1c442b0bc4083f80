// The output of Writer, its buffer, and Take.
#include "noodles/cbor/writer.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "cbor/cbor_testing.h"

namespace noodles::cbor {
namespace {

// The output of `write(writer)` in hexadecimal digits.
template <typename WriteFunction>
std::string Written(WriteFunction write) {
  Writer writer;
  write(writer);
  return ToHex(writer.view());
}

TEST(WriteUint, TakesTheShortestHead) {
  const auto written = [](uint64_t number) {
    return Written([number](Writer& writer) { writer.WriteUint(number); });
  };
  EXPECT_EQ(written(0), "00");
  EXPECT_EQ(written(23), "17");
  EXPECT_EQ(written(24), "1818");
  EXPECT_EQ(written(255), "18ff");
  EXPECT_EQ(written(256), "190100");
  EXPECT_EQ(written(65535), "19ffff");
  EXPECT_EQ(written(65536), "1a00010000");
  EXPECT_EQ(written(4294967295), "1affffffff");
  EXPECT_EQ(written(4294967296), "1b0000000100000000");
  EXPECT_EQ(written(UINT64_MAX), "1bffffffffffffffff");
}

TEST(WriteInt, TakesTheShortestHead) {
  const auto written = [](int64_t number) {
    return Written([number](Writer& writer) { writer.WriteInt(number); });
  };
  EXPECT_EQ(written(5), "05");
  EXPECT_EQ(written(-1), "20");
  EXPECT_EQ(written(-24), "37");
  EXPECT_EQ(written(-25), "3818");
  EXPECT_EQ(written(-257), "390100");
  EXPECT_EQ(written(-65537), "3a00010000");
  EXPECT_EQ(written(INT64_MIN), "3b7fffffffffffffff");
  EXPECT_EQ(written(INT64_MAX), "1b7fffffffffffffff");
  EXPECT_EQ(Written([](Writer& writer) {
              writer.WriteInteger({true, UINT64_MAX});
              writer.WriteInteger({false, 1});
            }),
            "3bffffffffffffffff01");
}

TEST(WriteFloat, KeepsItsWidth) {
  EXPECT_EQ(Written([](Writer& writer) {
              writer.WriteFloat(1.0f);
              writer.WriteDouble(1.0);
              writer.WriteFloat(-std::numeric_limits<float>::infinity());
            }),
            "fa3f800000fb3ff0000000000000faff800000");
}

TEST(WriteSimple, KnowsTheNamedValues) {
  EXPECT_EQ(Written([](Writer& writer) {
              writer.WriteBool(false);
              writer.WriteBool(true);
              writer.WriteNull();
              writer.WriteUndefined();
              for (const uint8_t value : {0, 19, 20, 23, 24, 31, 32, 255}) {
                writer.WriteSimple(value);
              }
            }),
            "f4f5f6f7e0f3f4f7f7f7f820f8ff");
}

TEST(WriteHeads, TakeTheShortestForm) {
  EXPECT_EQ(Written([](Writer& writer) {
              writer.WriteArrayHead(0);
              writer.WriteArrayHead(24);
              writer.WriteArrayHead(65536);
              writer.WriteMapHead(23);
              writer.WriteMapHead(256);
              writer.WriteMapHead(UINT64_MAX);
              writer.WriteTag(1);
              writer.WriteTag(55799);
              writer.WriteTag(65536);
            }),
            "8098189a00010000"
            "b7b90100bbffffffffffffffff"
            "c1d9d9f7da00010000");
  EXPECT_EQ(Written([](Writer& writer) {
              writer.WriteIndefiniteMapHead();
              writer.WriteIndefiniteArrayHead();
              writer.WriteBreak();
            }),
            "bf9fff");
}

TEST(WriteText, TakesTheShortestHead) {
  const auto head = [](size_t size, size_t digits) {
    return Written([size](Writer& writer) {
             writer.WriteText(std::string(size, 'a'));
           })
        .substr(0, digits);
  };
  EXPECT_EQ(head(0, 4), "60");
  EXPECT_EQ(head(23, 4), "7761");
  EXPECT_EQ(head(24, 6), "781861");
  EXPECT_EQ(head(255, 6), "78ff61");
  EXPECT_EQ(head(256, 8), "79010061");
  EXPECT_EQ(head(65536, 12), "7a0001000061");
}

TEST(WriteText, ReplacesInvalidUtf8) {
  const auto written = [](std::string_view text) {
    return Written([text](Writer& writer) { writer.WriteText(text); });
  };
  EXPECT_EQ(written("\u00e9"), "62c3a9");
  EXPECT_EQ(written("a\xff"), "6461efbfbd");
  // 22 characters and one invalid byte: the replacement makes the head longer.
  EXPECT_EQ(written(std::string(22, 'a') + "\xff").substr(0, 4), "7819");
}

TEST(WriteBytes, TakesTheShortestHead) {
  const auto written = [](size_t size) {
    const Bytes bytes = Bytes::Adopt(std::vector<uint8_t>(size, 0xee));
    return Written([&bytes](Writer& writer) { writer.WriteBytes(bytes); });
  };
  EXPECT_EQ(written(0), "40");
  EXPECT_EQ(written(2), "42eeee");
  EXPECT_EQ(written(24).substr(0, 6), "5818ee");
  EXPECT_EQ(written(65536).substr(0, 12), "5a00010000ee");
  EXPECT_EQ(written(65536).size(), 2 * (5 + 65536u));
  EXPECT_EQ(Written([](Writer& writer) { writer.WriteBytes({}); }), "40");
}

TEST(WriteIdPair, TakesTheShortestHeads) {
  const auto written = [](uint32_t slot, uint32_t generation) {
    return Written(
        [=](Writer& writer) { writer.WriteIdPair(slot, generation); });
  };
  EXPECT_EQ(written(0, 0), "820000");
  EXPECT_EQ(written(23, 23), "821717");
  EXPECT_EQ(written(24, 0), "82181800");
  EXPECT_EQ(written(0, 24), "82001818");
  EXPECT_EQ(written(16, 8), "821008");
  EXPECT_EQ(written(UINT32_MAX, 256), "821affffffff190100");
}

TEST(WriteFloats, WritesHeadAndNumbers) {
  const std::array<float, 2> fixed = {1.0f, -2.0f};
  EXPECT_EQ(Written([&](Writer& writer) { writer.WriteFloats(fixed); }),
            "82fa3f800000fac0000000");
  const std::vector<float> list(24, 1.0f);
  const std::string written =
      Written([&](Writer& writer) { writer.WriteFloats(list); });
  EXPECT_EQ(written.substr(0, 14), "9818fa3f800000");
  EXPECT_EQ(written.size(), 2 * (2 + 24 * 5u));
  EXPECT_EQ(
      Written([](Writer& writer) { writer.WriteFloats(std::vector<float>()); }),
      "80");
}

TEST(WriteLiteral, WritesTheBytesAsTheyAre) {
  const std::vector<uint8_t> encoded = Hex("820102");
  EXPECT_EQ(Written([&](Writer& writer) {
              writer.WriteLiteral("\xa1\x62id");
              writer.WriteEncoded(encoded);
              writer.WriteEncoded({});
            }),
            "a1626964820102");
}

TEST(Writer, GrowsAcrossEveryCallWithoutLosingBytes) {
  Writer writer;
  std::string expected;
  for (int i = 0; i < 2000; ++i) {
    writer.WriteUint(300);
    writer.WriteFloat(1.0f);
    writer.WriteText("abc");
    writer.WriteIdPair(1, 70000);
    expected +=
        "19012cfa3f800000636162638201"
        "1a00011170";
  }
  EXPECT_EQ(writer.size(), expected.size() / 2);
  EXPECT_EQ(ToHex(writer.view()), expected);
}

TEST(Writer, StartsEmptyAndKeepsItsMemoryWhenCleared) {
  Writer writer(1000);
  EXPECT_EQ(writer.size(), 0u);
  writer.WriteUint(1);
  const uint8_t* const buffer = writer.view().data();
  writer.Clear();
  EXPECT_EQ(writer.size(), 0u);
  for (int i = 0; i < 900; ++i) writer.WriteUint(2);
  EXPECT_EQ(writer.view().data(), buffer);
  EXPECT_EQ(writer.size(), 900u);
}

TEST(Take, MovesTheBytesOutWithoutACopy) {
  Writer writer;
  const std::vector<uint8_t> payload(1'000'000, 0x5a);
  writer.WriteByteString(payload);
  const uint8_t* const buffer = writer.view().data();
  const Bytes bytes = writer.Take();
  EXPECT_EQ(bytes.data(), buffer);
  EXPECT_EQ(bytes.size(), 1'000'005u);
  EXPECT_EQ(writer.size(), 0u);
  writer.WriteUint(7);
  EXPECT_EQ(ToHex(writer.view()), "07");
  EXPECT_EQ(bytes[1'000'004], 0x5a);
}

TEST(Take, OfNothingIsEmpty) {
  Writer writer;
  EXPECT_TRUE(writer.Take().empty());
  writer.WriteNull();
  EXPECT_EQ(writer.Take(), Bytes::Copy(Hex("f6")));
  EXPECT_TRUE(writer.Take().empty());
}

}  // namespace
}  // namespace noodles::cbor
