// Typed arrays (RFC 8746) where lists of numbers or bytes are expected.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "cbor/cbor_testing.h"
#include "noodles/cbor/flat_list.h"
#include "noodles/cbor/values.h"

namespace noodles::cbor {
namespace {

// The value of a typed array as an Any, in diagnostic notation.
std::string AnyOf(std::string_view hex) {
  const std::vector<uint8_t> input = Hex(hex);
  Reader reader(input);
  Any value;
  if (!Read(reader, value)) return reader.TakeError().ToString();
  return reader.at_end() ? value.ToString() : "left bytes over";
}

template <class T>
T ReadAs(std::string_view hex) {
  const std::vector<uint8_t> input = Hex(hex);
  Reader reader(input);
  T value{};
  EXPECT_TRUE(Read(reader, value))
      << hex << ": " << reader.TakeError().ToString();
  EXPECT_TRUE(reader.at_end()) << hex;
  return value;
}

TEST(TypedArray, IntegersOfEveryWidthAndByteOrder) {
  EXPECT_EQ(AnyOf("d840 43 0001ff"), "[0, 1, 255]");
  EXPECT_EQ(AnyOf("d844 43 0001ff"), "[0, 1, 255]");
  EXPECT_EQ(AnyOf("d841 44 0001ffff"), "[1, 65535]");
  EXPECT_EQ(AnyOf("d845 44 0100ffff"), "[1, 65535]");
  EXPECT_EQ(AnyOf("d842 48 00000001 fffffffe"), "[1, 4294967294]");
  EXPECT_EQ(AnyOf("d846 48 01000000 feffffff"), "[1, 4294967294]");
  EXPECT_EQ(AnyOf("d843 50 0000000000000001 ffffffffffffffff"),
            "[1, 18446744073709551615]");
  EXPECT_EQ(AnyOf("d847 50 0100000000000000 ffffffffffffffff"),
            "[1, 18446744073709551615]");
  EXPECT_EQ(AnyOf("d848 43 007f80"), "[0, 127, -128]");
  EXPECT_EQ(AnyOf("d849 44 0001 8000"), "[1, -32768]");
  EXPECT_EQ(AnyOf("d84d 44 0100 0080"), "[1, -32768]");
  EXPECT_EQ(AnyOf("d84a 48 00000001 fffffffe"), "[1, -2]");
  EXPECT_EQ(AnyOf("d84e 48 01000000 feffffff"), "[1, -2]");
  EXPECT_EQ(AnyOf("d84b 50 0000000000000001 8000000000000000"),
            "[1, -9223372036854775808]");
  EXPECT_EQ(AnyOf("d84f 50 0100000000000000 0000000000000080"),
            "[1, -9223372036854775808]");
}

TEST(TypedArray, FloatsOfEveryWidthAndByteOrder) {
  EXPECT_EQ(AnyOf("d850 44 3c00 c100"), "[1.0, -2.5]");
  EXPECT_EQ(AnyOf("d854 44 003c 00c1"), "[1.0, -2.5]");
  EXPECT_EQ(AnyOf("d851 48 3fc00000 c0200000"), "[1.5, -2.5]");
  EXPECT_EQ(AnyOf("d855 48 0000c03f 000020c0"), "[1.5, -2.5]");
  EXPECT_EQ(AnyOf("d852 50 3ff8000000000000 c004000000000000"), "[1.5, -2.5]");
  EXPECT_EQ(AnyOf("d856 50 000000000000f83f 00000000000004c0"), "[1.5, -2.5]");
  // 1.5, and -(1 + 2^-52), whose last bit is behind the first 64 bits.
  EXPECT_EQ(
      ReadAs<std::vector<double>>("d853 5820 3fff8000000000000000000000000000"
                                  "bfff0000000000001000000000000000"),
      (std::vector<double>{1.5, -(1 + 0x1p-52)}));
  EXPECT_EQ(
      ReadAs<std::vector<double>>("d857 50 000000000000000000000000000000c0"),
      (std::vector<double>{-2}));
  const auto special = ReadAs<std::vector<double>>(
      "d853 5830 7fff0000000000000000000000000000"
      "7fff0000000000000000000000000001"
      "00000000000000000000000000000001");
  EXPECT_EQ(special.at(0), std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(special.at(1)));
  EXPECT_EQ(special.at(2), 0);
}

TEST(TypedArray, IsReadIntoEveryKindOfList) {
  EXPECT_EQ(ReadAs<std::vector<float>>("d855 48 0000c03f 000020c0"),
            (std::vector<float>{1.5f, -2.5f}));
  EXPECT_EQ(ReadAs<std::vector<float>>("d856 48 000000000000f83f"),
            (std::vector<float>{1.5f}));
  EXPECT_EQ((ReadAs<std::array<float, 3>>("d840 43 0102ff")),
            (std::array<float, 3>{1, 2, 255}));
  EXPECT_EQ(ReadAs<std::vector<int64_t>>("d84d 44 0100 0080"),
            (std::vector<int64_t>{1, -32768}));
  EXPECT_EQ(ReadAs<std::vector<uint32_t>>("d846 44 01000000"),
            (std::vector<uint32_t>{1}));
  EXPECT_EQ(ReadAs<std::vector<double>>("d855 40"), std::vector<double>());
  // A byte string in pieces, and a self-described item.
  EXPECT_EQ(ReadAs<std::vector<float>>("d9d9f7 d845 5f 4101 43000200 ff"),
            (std::vector<float>{1, 2}));
  EXPECT_EQ(
      (ReadAs<std::variant<std::string, std::vector<double>>>("d845 42 0700")),
      (std::variant<std::string, std::vector<double>>(std::vector<double>{7})));
}

TEST(TypedArray, IsReadAsAPairOfIdentifier) {
  const std::vector<uint8_t> input = Hex("d846 48 07000000 02000000");
  Reader reader(input);
  uint32_t slot = 0;
  uint32_t generation = 0;
  ASSERT_TRUE(reader.ReadIdPair(slot, generation));
  EXPECT_EQ(slot, 7u);
  EXPECT_EQ(generation, 2u);
  EXPECT_TRUE(reader.at_end());
}

TEST(TypedArray, IsReadAsItsBytesWhereBytesAreExpected) {
  EXPECT_EQ(ReadAs<Bytes>("d840 43 0001ff"), Bytes::Copy(Hex("0001ff")));
  EXPECT_EQ(ReadAs<Bytes>("d844 43 0001ff"), Bytes::Copy(Hex("0001ff")));
  EXPECT_EQ(ReadAs<Bytes>("d855 44 0000c03f"), Bytes::Copy(Hex("0000c03f")));
  using TextOrBytes = std::variant<std::string, Bytes>;
  EXPECT_EQ(ReadAs<TextOrBytes>("d840 41 07"),
            TextOrBytes(Bytes::Copy(Hex("07"))));
  // The bytes are those of the frame, not a copy.
  const Bytes frame = Bytes::Copy(Hex("d840 43 0001ff"));
  Reader reader(frame);
  Bytes bytes;
  ASSERT_TRUE(reader.ReadBytes(bytes));
  EXPECT_EQ(bytes.span().data(), frame.span().data() + 3);
}

TEST(TypedArray, StandsAmongOtherItems) {
  const std::vector<uint8_t> input =
      Hex("84 01 d845 44 01000200 9f d840 4105 ff 18ff");
  Reader reader(input);
  Any value;
  ASSERT_TRUE(Read(reader, value)) << reader.TakeError().ToString();
  EXPECT_EQ(value.ToString(), "[1, [1, 2], [[5]], 255]");
  EXPECT_TRUE(reader.at_end());
  Reader skipping(input);
  EXPECT_TRUE(skipping.Skip());
  EXPECT_TRUE(skipping.at_end());
}

template <class T>
std::string ErrorAs(std::string_view hex, const DecodeLimits& limits = {}) {
  return ErrorOf(
      hex,
      [](Reader& reader) {
        T value{};
        return Read(reader, value);
      },
      limits);
}

TEST(TypedArray, WithFaultsIsRefusedAtItsPlace) {
  EXPECT_EQ(ErrorAs<std::vector<float>>("d855 43 000000"),
            "wrong-length (byte 0): expected a typed array of whole elements "
            "of 4 bytes, found 3 bytes");
  EXPECT_EQ((ErrorAs<std::array<float, 3>>("d840 42 0102")),
            "wrong-length (byte 0): expected array of 3, found tag 64");
  EXPECT_EQ((ErrorAs<std::array<float, 3>>("d840 44 01020304")),
            "wrong-length (byte 0): expected array of 3, found tag 64");
  EXPECT_EQ(ErrorAs<std::vector<uint32_t>>("d848 42 01ff"),
            "out-of-range at [1] (byte 0): expected unsigned 32-bit integer, "
            "found tag 72");
  EXPECT_EQ(ErrorAs<std::vector<std::string>>("d840 41 01"),
            "wrong-type at [0] (byte 0): expected text, found tag 64");
  // The reserved tag, a tag that is no typed array, and contents that are none.
  EXPECT_EQ(ErrorAs<std::vector<float>>("d84c 41 01"),
            "wrong-type (byte 0): expected array, found tag 76");
  EXPECT_EQ(ErrorAs<std::vector<float>>("d858 41 01"),
            "wrong-type (byte 0): expected array, found tag 88");
  EXPECT_EQ(ErrorAs<std::vector<float>>("d840 81 01"),
            "wrong-type (byte 0): expected array, found tag 64");
  EXPECT_EQ(ErrorAs<Bytes>("d840 d840 41 01"),
            "wrong-type (byte 2): expected byte string, found tag 64");
  EXPECT_EQ(ErrorAs<std::vector<float>>("d855 44 000000"),
            "truncated (byte 2): expected byte string, found byte string of 4 "
            "bytes, cut off by the end of input");
}

// A value of any type keeps what is no typed array as it is.
TEST(TypedArray, OfHalfAnElementStaysATag) {
  EXPECT_EQ(AnyOf("d841 41 c1"), "65(h'c1')");
  EXPECT_EQ(AnyOf("d841 5f 41c1 ff"), "65(h'c1')");
  EXPECT_EQ(AnyOf("d841 5f 41c1 4101 ff"), "[49409]");
  EXPECT_EQ(AnyOf("d84c 41 01"), "76(h'01')");
  EXPECT_EQ(AnyOf("d840 01"), "64(1)");
}

TEST(TypedArray, CountsForTheLimits) {
  EXPECT_EQ(ErrorAs<std::vector<float>>("d840 45 0102030405", {.max_items = 4}),
            "limit-exceeded (byte 0): expected at most 4 items, found tag 64");
  EXPECT_EQ(ErrorAs<std::vector<float>>("d840 41 01", {.max_depth = 0}),
            "limit-exceeded (byte 0): expected at most 0 levels of nesting, "
            "found tag 64");
}

TEST(TypedArray, AfterAnErrorReadingGoesOn) {
  const std::vector<uint8_t> input = Hex("82 d848 42 01ff 05");
  Reader reader(input);
  Reader::Sequence list;
  ASSERT_TRUE(reader.EnterArray(list) && reader.More(list));
  const size_t start = reader.offset();
  std::vector<uint32_t> numbers;
  ASSERT_FALSE(Read(reader, numbers));
  reader.ResumeAt(start, list.depth);
  ASSERT_TRUE(reader.Skip());
  uint64_t next = 0;
  ASSERT_TRUE(reader.More(list) && reader.ReadUint(next));
  EXPECT_EQ(next, 5u);
  EXPECT_FALSE(reader.More(list));
  EXPECT_TRUE(reader.at_end());
}

}  // namespace
}  // namespace noodles::cbor
