// Depth and item limits, at, below and above their values; errors, their paths,
// and continuing after an error.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cbor/cbor_testing.h"
#include "noodles/cbor/any_codec.h"
#include "noodles/cbor/reader.h"

namespace noodles::cbor {
namespace {

std::vector<uint8_t> Nested(size_t depth, uint8_t head) {
  std::vector<uint8_t> input(depth, head);
  input.push_back(0x00);
  return input;
}

TEST(DepthLimit, HoldsForEveryWayToNest) {
  const DecodeLimits limits{.max_depth = 3};
  // Arrays of one, tags, and arrays of indefinite length.
  for (const uint8_t head : {0x81, 0xc1}) {
    EXPECT_EQ(ErrorOf(Nested(2, head), SkipOne, limits), "");
    EXPECT_EQ(ErrorOf(Nested(3, head), SkipOne, limits), "");
    EXPECT_EQ(ErrorOf(Nested(3, head), ReadOneAny, limits), "");
  }
  constexpr char kThree[] =
      " (byte 3): expected at most 3 levels of nesting, "
      "found ";
  EXPECT_EQ(ErrorOf(Nested(4, 0x81), SkipOne, limits),
            std::string("limit-exceeded") + kThree + "array of 1");
  EXPECT_EQ(ErrorOf(Nested(4, 0x81), ReadOneAny, limits),
            std::string("limit-exceeded at [0][0][0]") + kThree + "array of 1");
  EXPECT_EQ(ErrorOf(Nested(4, 0xc1), ReadOneAny, limits),
            std::string("limit-exceeded") + kThree + "tag 1");
  EXPECT_EQ(
      ErrorOf("9f9f9f9fffffffff", SkipOne, limits),
      std::string("limit-exceeded") + kThree + "array of indefinite length");
  EXPECT_EQ(ErrorOf("a100a100a100a10000", SkipOne, limits),
            "limit-exceeded (byte 6): expected at most 3 levels of nesting, "
            "found map of 1");
  // Ids and lists of floats are arrays too.
  EXPECT_EQ(ErrorOf("82fa00000000fa00000000",
                    [](Reader& reader) {
                      std::vector<float> numbers(2);
                      return reader.ReadFloats(numbers);
                    },
                    {.max_depth = 0}),
            "limit-exceeded (byte 0): expected at most 0 levels of nesting, "
            "found array of 2");
  EXPECT_EQ(ErrorOf("820000",
                    [](Reader& reader) {
                      uint32_t slot = 0;
                      uint32_t generation = 0;
                      return reader.ReadIdPair(slot, generation);
                    },
                    {.max_depth = 0}),
            "limit-exceeded (byte 0): expected at most 0 levels of nesting, "
            "found array of 2");
}

TEST(DepthLimit, Is64ByDefault) {
  EXPECT_EQ(ErrorOf(Nested(64, 0x81), ReadOneAny), "");
  EXPECT_EQ(ErrorOf(Nested(65, 0x81), SkipOne),
            "limit-exceeded (byte 64): expected at most 64 levels of nesting, "
            "found array of 1");
}

TEST(DepthLimit, NeverExceedsTheCeiling) {
  const DecodeLimits limits{.max_depth = 1'000'000};
  EXPECT_EQ(ErrorOf(Nested(kDepthCeiling, 0x81), ReadOneAny, limits), "");
  EXPECT_EQ(ErrorOf(Nested(kDepthCeiling, 0xc1), ReadOneAny, limits), "");
  EXPECT_EQ(ErrorOf(Nested(kDepthCeiling + 1, 0x81), SkipOne, limits),
            "limit-exceeded (byte 1000): expected at most 1000 levels of "
            "nesting, found array of 1");
}

TEST(DepthLimit, CountsOpenLevelsOnly) {
  const DecodeLimits limits{.max_depth = 2};
  EXPECT_EQ(ErrorOf("84 80 8100 9f00ff a10000", SkipOne, limits), "");
  EXPECT_EQ(ErrorOf("84 80 8100 9f00ff a10000", ReadOneAny, limits), "");
  EXPECT_EQ(ErrorOf(
                "8320 820000 8200 00",
                [](Reader& reader) {
                  Reader::Sequence list;
                  int64_t number = 0;
                  uint32_t slot = 0;
                  uint32_t generation = 0;
                  return reader.EnterArray(list) && reader.More(list) &&
                         reader.ReadInt(number) && reader.More(list) &&
                         reader.ReadIdPair(slot, generation) &&
                         reader.More(list) &&
                         reader.ReadIdPair(slot, generation) &&
                         !reader.More(list) && reader.Leave(list);
                },
                limits),
            "");
}

TEST(ItemLimit, CountsElementsKeysValuesAndContents) {
  // Five items: two elements, a key, a value, the content of a tag.
  constexpr char kInput[] = "82 a10001 c100";
  EXPECT_EQ(ErrorOf(kInput, SkipOne, {.max_items = 6}), "");
  EXPECT_EQ(ErrorOf(kInput, SkipOne, {.max_items = 5}), "");
  EXPECT_EQ(ErrorOf(kInput, ReadOneAny, {.max_items = 5}), "");
  EXPECT_EQ(ErrorOf(kInput, SkipOne, {.max_items = 4}),
            "limit-exceeded (byte 4): expected at most 4 items, found tag 1");
  EXPECT_EQ(ErrorOf(kInput, SkipOne, {.max_items = 3}),
            "limit-exceeded (byte 1): expected at most 3 items, found map of "
            "1");
  EXPECT_EQ(ErrorOf("9f0000ff", SkipOne, {.max_items = 2}), "");
  EXPECT_EQ(ErrorOf("9f0000ff", SkipOne, {.max_items = 1}),
            "limit-exceeded (byte 2): expected at most 1 items, found integer "
            "0");
  EXPECT_EQ(ErrorOf("bf0000ff", SkipOne, {.max_items = 2}), "");
  EXPECT_EQ(ErrorOf("bf0000ff", SkipOne, {.max_items = 1}),
            "limit-exceeded (byte 1): expected at most 1 items, found integer "
            "0");
  const auto read_floats = [](Reader& reader) {
    std::vector<float> numbers(2);
    return reader.ReadFloats(numbers);
  };
  EXPECT_EQ(ErrorOf("82fa00000000fa00000000", read_floats, {.max_items = 2}),
            "");
  EXPECT_EQ(ErrorOf("82fa00000000fa00000000", read_floats, {.max_items = 1}),
            "limit-exceeded (byte 0): expected at most 1 items, found array "
            "of 2");
}

TEST(Fail, KeepsTheFirstErrorAndStopsEverything) {
  const std::vector<uint8_t> input = Hex("83010203");
  Reader reader(input);
  Reader::Sequence list;
  ASSERT_TRUE(reader.EnterArray(list));
  EXPECT_FALSE(reader.Fail(DecodeErrorCode::kUnknownValue, 1, "first", "one"));
  EXPECT_FALSE(reader.Fail(DecodeErrorCode::kMalformed, 2, "second", "two"));
  uint64_t number = 0;
  int64_t signed_number = 0;
  double real = 0;
  std::string text;
  EXPECT_FALSE(reader.ok());
  EXPECT_FALSE(reader.ReadUint(number));
  EXPECT_FALSE(reader.ReadInt(signed_number));
  EXPECT_FALSE(reader.ReadDouble(real));
  EXPECT_FALSE(reader.ReadText(text));
  EXPECT_FALSE(reader.Skip());
  EXPECT_FALSE(reader.TryReadNull());
  EXPECT_FALSE(reader.More(list));
  EXPECT_FALSE(reader.Leave(list));
  EXPECT_EQ(reader.remaining(), 0u);
  EXPECT_EQ(reader.TakeError(), (DecodeError{DecodeErrorCode::kUnknownValue, "",
                                             1, "first", "one"}));
  EXPECT_FALSE(reader.ok());
}

TEST(Fail, BuildsThePathOnTheWayOut) {
  const std::vector<uint8_t> input = Hex("00");
  Reader reader(input);
  EXPECT_FALSE(reader.InKey("nothing"));
  EXPECT_FALSE(reader.InIndex(0));
  EXPECT_TRUE(reader.ok());
  reader.Fail(DecodeErrorCode::kWrongType, 0, "text");
  reader.InIndex(2);
  reader.InKey("position");
  reader.InKey("transform");
  reader.InIndex(1);
  EXPECT_EQ(reader.TakeError().ToString(),
            "wrong-type at [1].transform.position[2] (byte 0): expected text, "
            "found integer 0");
}

TEST(Fail, QuotesKeysThatWouldBeUnclear) {
  const std::vector<uint8_t> input = Hex("00");
  const auto path = [&](std::string_view key) {
    Reader reader(input);
    reader.Fail(DecodeErrorCode::kWrongType, 0, "text");
    reader.InKey("b");
    reader.InKey(key);
    return reader.TakeError().path;
  };
  EXPECT_EQ(path("noo::method"), "noo::method.b");
  EXPECT_EQ(path("a.b"), "[\"a.b\"].b");
  EXPECT_EQ(path("a\nb"), "[\"a\\nb\"].b");
  EXPECT_EQ(path(""), "[\"\"].b");
  EXPECT_EQ(path(std::string(70, 'x')), "[\"" + std::string(64, 'x') + "\"].b");
}

TEST(ResumeAt, ClearsTheErrorAndGoesOn) {
  // [ [1, true], 7 ]: the inner list is bad, the 7 is still read.
  const std::vector<uint8_t> input = Hex("82 8201f5 07");
  Reader reader(input, {.max_depth = 2});
  Reader::Sequence outer;
  ASSERT_TRUE(reader.EnterArray(outer));
  ASSERT_TRUE(reader.More(outer));
  const size_t start = reader.offset();
  Reader::Sequence inner;
  uint64_t number = 0;
  ASSERT_TRUE(reader.EnterArray(inner));
  ASSERT_TRUE(reader.More(inner));
  ASSERT_TRUE(reader.ReadUint(number));
  ASSERT_TRUE(reader.More(inner));
  ASSERT_FALSE(reader.ReadUint(number));
  reader.ResumeAt(start, outer.depth);
  EXPECT_TRUE(reader.ok());
  EXPECT_EQ(reader.remaining(), 4u);
  ASSERT_TRUE(reader.Skip());
  EXPECT_EQ(ToHex(reader.Since(start)), "8201f5");
  ASSERT_TRUE(reader.More(outer));
  ASSERT_TRUE(reader.ReadUint(number));
  EXPECT_EQ(number, 7u);
  EXPECT_FALSE(reader.More(outer));
  EXPECT_TRUE(reader.Leave(outer));
  EXPECT_TRUE(reader.at_end());
}

TEST(SinceAsBytes, SharesTheOwnerIfThereIsOne) {
  const Bytes owned = Bytes::Adopt(Hex("820102"));
  Reader sharing(owned);
  ASSERT_TRUE(sharing.Skip());
  EXPECT_EQ(sharing.SinceAsBytes(0).data(), owned.data());
  EXPECT_EQ(sharing.SinceAsBytes(1), Bytes::Copy(Hex("0102")));
  const std::vector<uint8_t> plain = Hex("820102");
  Reader copying(plain);
  ASSERT_TRUE(copying.Skip());
  const Bytes copy = copying.SinceAsBytes(0);
  EXPECT_NE(copy.data(), plain.data());
  EXPECT_EQ(copy, owned);
}

TEST(DecodeErrorCodes, HaveNames) {
  std::string names;
  for (int code = 0; code <= static_cast<int>(DecodeErrorCode::kLimitExceeded);
       ++code) {
    names += std::string(ToString(static_cast<DecodeErrorCode>(code))) + ' ';
  }
  EXPECT_EQ(names,
            "truncated malformed trailing-bytes wrong-type out-of-range "
            "wrong-length unknown-value missing-key duplicate-key "
            "conflicting-keys missing-alternative invalid-text "
            "limit-exceeded ");
}

TEST(Found, DescribesEveryKindOfItem) {
  const auto found = [](std::string_view hex) {
    const std::vector<uint8_t> input = Hex(hex);
    Reader reader(input);
    reader.Fail(DecodeErrorCode::kWrongType, 0, "");
    return reader.TakeError().found;
  };
  EXPECT_EQ(found("22"), "integer -3");
  EXPECT_EQ(found("fa3dcccccd"), "float 0.1");
  EXPECT_EQ(found("fb3fb999999999999a"), "float 0.1");
  EXPECT_EQ(found("63616263"), "text \"abc\"");
  EXPECT_EQ(found("62220a"), "text \"\\\"\\n\"");
  EXPECT_EQ(found("44 00000000"), "byte string of 4 bytes");
  EXPECT_EQ(found("5fff"), "byte string of indefinite length");
  EXPECT_EQ(found("a4"), "map of 4");
  EXPECT_EQ(found("9a00010000"), "array of 65536");
  EXPECT_EQ(found("c5"), "tag 5");
  EXPECT_EQ(found("f4"), "false");
  EXPECT_EQ(found("f6"), "null");
  EXPECT_EQ(found("f7"), "undefined");
  EXPECT_EQ(found("f863"), "simple value 99");
  EXPECT_EQ(found("ff"), "a break");
  EXPECT_EQ(found("1c"), "byte 0x1c");
  EXPECT_EQ(found(""), "end of input");
  // 45 bytes: 13 characters of three bytes are 39, the next does not fit.
  std::string water = "782d";
  for (int i = 0; i < 15; ++i) water += "e6b0b4";
  std::string shown;
  for (int i = 0; i < 13; ++i) shown += "\u6c34";
  EXPECT_EQ(found(water), "text \"" + shown + "\"... of 45 bytes");
}

}  // namespace
}  // namespace noodles::cbor
