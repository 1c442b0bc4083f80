// Integers, floats, bools and simple values of every width, and rejected items.
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "cbor/cbor_testing.h"
#include "noodles/cbor/reader.h"

namespace noodles::cbor {
namespace {

// Reads the only value of `hex` with a method of Reader.
template <typename T>
std::optional<T> ReadOne(bool (Reader::*read)(T&), std::string_view hex) {
  const std::vector<uint8_t> input = Hex(hex);
  Reader reader(input);
  T value{};
  if (!(reader.*read)(value) || !reader.at_end()) return std::nullopt;
  return value;
}

template <typename T>
std::string ErrorOfOne(bool (Reader::*read)(T&), std::string_view hex) {
  return ErrorOf(hex, [read](Reader& reader) {
    T value{};
    return (reader.*read)(value);
  });
}

TEST(ReadUint, TakesEveryHeadWidth) {
  const auto read = [](std::string_view hex) {
    return ReadOne(&Reader::ReadUint, hex);
  };
  EXPECT_EQ(read("00"), 0u);
  EXPECT_EQ(read("17"), 23u);
  EXPECT_EQ(read("1818"), 24u);
  EXPECT_EQ(read("18ff"), 255u);
  EXPECT_EQ(read("190100"), 256u);
  EXPECT_EQ(read("19ffff"), 65535u);
  EXPECT_EQ(read("1a00010000"), 65536u);
  EXPECT_EQ(read("1affffffff"), 4294967295u);
  EXPECT_EQ(read("1b0000000100000000"), 4294967296u);
  EXPECT_EQ(read("1bffffffffffffffff"), UINT64_MAX);
}

TEST(ReadUint, TakesHeadsLongerThanNeeded) {
  EXPECT_EQ(ReadOne(&Reader::ReadUint, "1800"), 0u);
  EXPECT_EQ(ReadOne(&Reader::ReadUint, "190001"), 1u);
  EXPECT_EQ(ReadOne(&Reader::ReadUint, "1a00000002"), 2u);
  EXPECT_EQ(ReadOne(&Reader::ReadUint, "1b0000000000000003"), 3u);
}

TEST(ReadUint, TakesFloatsWithAnIntegralValue) {
  EXPECT_EQ(ReadOne(&Reader::ReadUint, "f90000"), 0u);
  EXPECT_EQ(ReadOne(&Reader::ReadUint, "f98000"), 0u);  // -0.0
  EXPECT_EQ(ReadOne(&Reader::ReadUint, "fa40400000"), 3u);
  EXPECT_EQ(ReadOne(&Reader::ReadUint, "fb0000000000000000"), 0u);
  // The largest double below 2^64.
  EXPECT_EQ(ReadOne(&Reader::ReadUint, "fb43efffffffffffff"),
            18446744073709549568u);
}

TEST(ReadUint, RejectsWhatIsNoUnsignedInteger) {
  const auto error = [](std::string_view hex) {
    return ErrorOfOne(&Reader::ReadUint, hex);
  };
  EXPECT_EQ(error("20"),
            "out-of-range (byte 0): expected unsigned integer, found integer "
            "-1");
  EXPECT_EQ(error("f9bc00"),
            "out-of-range (byte 0): expected unsigned integer, found float "
            "-1.0");
  EXPECT_EQ(error("fb43f0000000000000"),
            "out-of-range (byte 0): expected unsigned integer, found float "
            "18446744073709552000.0");
  EXPECT_EQ(error("f93e00"),
            "wrong-type (byte 0): expected unsigned integer, found float 1.5");
  EXPECT_EQ(error("f97c00"),
            "wrong-type (byte 0): expected unsigned integer, found float "
            "Infinity");
  EXPECT_EQ(error("f97e00"),
            "wrong-type (byte 0): expected unsigned integer, found float NaN");
  EXPECT_EQ(error("f5"),
            "wrong-type (byte 0): expected unsigned integer, found true");
  EXPECT_EQ(error("c101"),
            "wrong-type (byte 0): expected unsigned integer, found tag 1");
  EXPECT_EQ(error(""),
            "truncated (byte 0): expected unsigned integer, found end of "
            "input");
  EXPECT_EQ(error("1a0000"),
            "truncated (byte 0): expected unsigned integer, found an item "
            "head cut off by the end of input");
}

TEST(ReadUint32, EndsAt32Bits) {
  EXPECT_EQ(ReadOne(&Reader::ReadUint32, "17"), 23u);
  EXPECT_EQ(ReadOne(&Reader::ReadUint32, "19ffff"), 65535u);
  EXPECT_EQ(ReadOne(&Reader::ReadUint32, "1affffffff"), 4294967295u);
  EXPECT_EQ(ReadOne(&Reader::ReadUint32, "fb41efffffffe00000"), 4294967295u);
  EXPECT_EQ(ErrorOfOne(&Reader::ReadUint32, "1b0000000100000000"),
            "out-of-range (byte 0): expected unsigned 32-bit integer, found "
            "integer 4294967296");
  EXPECT_EQ(ErrorOfOne(&Reader::ReadUint32, "fb41f0000000000000"),
            "out-of-range (byte 0): expected unsigned 32-bit integer, found "
            "float 4294967296.0");
}

TEST(ReadInt, TakesEveryHeadWidth) {
  const auto read = [](std::string_view hex) {
    return ReadOne(&Reader::ReadInt, hex);
  };
  EXPECT_EQ(read("17"), 23);
  EXPECT_EQ(read("20"), -1);
  EXPECT_EQ(read("37"), -24);
  EXPECT_EQ(read("3818"), -25);
  EXPECT_EQ(read("38ff"), -256);
  EXPECT_EQ(read("390100"), -257);
  EXPECT_EQ(read("3a00010000"), -65537);
  EXPECT_EQ(read("3b0000000100000000"), -4294967297);
  EXPECT_EQ(read("1b7fffffffffffffff"), INT64_MAX);
  EXPECT_EQ(read("3b7fffffffffffffff"), INT64_MIN);
  EXPECT_EQ(read("fbc3e0000000000000"), INT64_MIN);  // -2^63 as a float
  EXPECT_EQ(read("f9c000"), -2);
}

TEST(ReadInt, RejectsWhatIsBeyond64Bits) {
  EXPECT_EQ(ErrorOfOne(&Reader::ReadInt, "1b8000000000000000"),
            "out-of-range (byte 0): expected 64-bit integer, found integer "
            "9223372036854775808");
  EXPECT_EQ(ErrorOfOne(&Reader::ReadInt, "3bffffffffffffffff"),
            "out-of-range (byte 0): expected 64-bit integer, found integer "
            "-18446744073709551616");
  EXPECT_EQ(ErrorOfOne(&Reader::ReadInt, "fb43e0000000000000"),
            "out-of-range (byte 0): expected 64-bit integer, found float "
            "9223372036854776000.0");
  EXPECT_EQ(ErrorOfOne(&Reader::ReadInt, "6131"),
            "wrong-type (byte 0): expected integer, found text \"1\"");
}

TEST(ReadInteger, HoldsEveryInteger) {
  const auto read = [](std::string_view hex) {
    const auto number = ReadOne(&Reader::ReadInteger, hex);
    return number ? std::pair(number->negative, number->argument)
                  : std::pair(false, uint64_t{4711});
  };
  EXPECT_EQ(read("05"), std::pair(false, uint64_t{5}));
  EXPECT_EQ(read("25"), std::pair(true, uint64_t{5}));
  EXPECT_EQ(read("390100"), std::pair(true, uint64_t{256}));
  EXPECT_EQ(read("1bffffffffffffffff"), std::pair(false, UINT64_MAX));
  EXPECT_EQ(read("3bffffffffffffffff"), std::pair(true, UINT64_MAX));
  EXPECT_EQ(ErrorOfOne(&Reader::ReadInteger, "f93c00"),
            "wrong-type (byte 0): expected integer, found float 1.0");
}

TEST(ReadFloat, TakesEveryWidth) {
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "f93e00"), 1.5f);
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "fa3fc00000"), 1.5f);
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "fb3ff8000000000000"), 1.5f);
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "fb3fb999999999999a"), 0.1f);
}

TEST(ReadFloat, ExpandsEveryHalfExactly) {
  for (unsigned bits = 0; bits <= 0xffff; ++bits) {
    const uint8_t input[] = {0xf9, static_cast<uint8_t>(bits >> 8),
                             static_cast<uint8_t>(bits & 0xff)};
    Reader reader{std::span<const uint8_t>(input)};
    float number = 0;
    ASSERT_TRUE(reader.ReadFloat(number)) << bits;
    const int exponent = (bits >> 10) & 31;
    const int mantissa = bits & 1023;
    float expected =
        exponent == 0
            ? std::ldexp(static_cast<float>(mantissa), -24)
            : std::ldexp(static_cast<float>(mantissa + 1024), exponent - 25);
    if (exponent == 31) {
      if (mantissa != 0) {
        ASSERT_TRUE(std::isnan(number)) << bits;
        continue;
      }
      expected = std::numeric_limits<float>::infinity();
    }
    if ((bits & 0x8000) != 0) expected = -expected;
    ASSERT_EQ(std::bit_cast<uint32_t>(number),
              std::bit_cast<uint32_t>(expected))
        << bits;
  }
}

TEST(ReadFloat, TakesIntegers) {
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "00"), 0.0f);
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "1864"), 100.0f);
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "20"), -1.0f);
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "1bffffffffffffffff"), 0x1p64f);
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "3bffffffffffffffff"), -0x1p64f);
  // 2^24 + 1 rounds to even.
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "1a01000001"), 16777216.0f);
  // 2^60 + 2^36 + 1 is just above halfway. A conversion through double would
  // round down.
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "1b1000001000000001"), 0x1.000002p60f);
}

TEST(ReadFloat, KeepsInfinityAndNan) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "fb7ff0000000000000"), kInfinity);
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "fbfff0000000000000"), -kInfinity);
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "f9fc00"), -kInfinity);
  EXPECT_TRUE(
      std::isnan(ReadOne(&Reader::ReadFloat, "fb7ff8000000000000").value()));
}

TEST(ReadFloat, RejectsDoublesBeyondItsRange) {
  constexpr float kLargest = std::numeric_limits<float>::max();
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "fb47efffffe0000000"), kLargest);
  // 3.4028235e38, the usual decimal form of the largest float, lies above it.
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "fb47efffffe54daff8"), kLargest);
  // The last double that rounds to the largest float, and the next one.
  EXPECT_EQ(ReadOne(&Reader::ReadFloat, "fb47efffffefffffff"), kLargest);
  EXPECT_EQ(ErrorOfOne(&Reader::ReadFloat, "fb47effffff0000000"),
            "out-of-range (byte 0): expected 32-bit float, found float "
            "3.4028235677973366e+38");
  EXPECT_EQ(ErrorOfOne(&Reader::ReadFloat, "fbfe37e43c8800759c"),
            "out-of-range (byte 0): expected 32-bit float, found float "
            "-1.0e+300");
}

TEST(ReadFloat, RejectsOtherKinds) {
  EXPECT_EQ(ErrorOfOne(&Reader::ReadFloat, "f4"),
            "wrong-type (byte 0): expected float, found false");
  EXPECT_EQ(ErrorOfOne(&Reader::ReadFloat, "63312e35"),
            "wrong-type (byte 0): expected float, found text \"1.5\"");
  EXPECT_EQ(ErrorOfOne(&Reader::ReadFloat, "fa3fc000"),
            "truncated (byte 0): expected float, found an item head cut off "
            "by the end of input");
  EXPECT_EQ(ErrorOfOne(&Reader::ReadFloat, "fb3ff80000000000"),
            "truncated (byte 0): expected float, found an item head cut off "
            "by the end of input");
}

TEST(ReadFloats, TakesAnotherNumberInEachPlace) {
  const auto check = [](auto numbers) {
    constexpr size_t kSize = numbers.size();
    for (size_t other = 0; other <= kSize; ++other) {
      std::string hex = ToHex(std::array{static_cast<uint8_t>(0x80 | kSize)});
      std::array<float, kSize> expected{};
      for (size_t i = 0; i < kSize; ++i) {
        hex += i == other ? "f93e00" : "fafafafafa";
        expected[i] = i == other ? 1.5f : std::bit_cast<float>(0xfafafafau);
      }
      EXPECT_EQ(
          ErrorOf(hex,
                  [&](Reader& reader) { return reader.ReadFloats(numbers); }),
          "");
      EXPECT_EQ(numbers, expected) << kSize << ", " << other;
    }
  };
  check(std::array<float, 1>{});
  check(std::array<float, 2>{});
  check(std::array<float, 3>{});
  check(std::array<float, 9>{});
  check(std::array<float, 16>{});
}

TEST(ReadDouble, TakesEveryWidthAndIntegers) {
  EXPECT_EQ(ReadOne(&Reader::ReadDouble, "fb3ff199999999999a"), 1.1);
  EXPECT_EQ(ReadOne(&Reader::ReadDouble, "fa3dcccccd"), double{0.1f});
  EXPECT_EQ(ReadOne(&Reader::ReadDouble, "f90001"), 0x1p-24);
  EXPECT_EQ(ReadOne(&Reader::ReadDouble, "29"), -10.0);
  EXPECT_EQ(ReadOne(&Reader::ReadDouble, "1903e8"), 1000.0);
  EXPECT_EQ(ReadOne(&Reader::ReadDouble, "3bffffffffffffffff"), -0x1p64);
  EXPECT_EQ(ReadOne(&Reader::ReadDouble, "3bfffffffffffffffe"), -0x1p64);
  EXPECT_EQ(ErrorOfOne(&Reader::ReadDouble, "80"),
            "wrong-type (byte 0): expected float, found array of 0");
}

TEST(ReadBool, TakesBoolsOnly) {
  EXPECT_EQ(ReadOne(&Reader::ReadBool, "f4"), false);
  EXPECT_EQ(ReadOne(&Reader::ReadBool, "f5"), true);
  EXPECT_EQ(ReadOne(&Reader::ReadBool, "d9d9f7f5"), true);
  EXPECT_EQ(ErrorOfOne(&Reader::ReadBool, "01"),
            "wrong-type (byte 0): expected bool, found integer 1");
  EXPECT_EQ(ErrorOfOne(&Reader::ReadBool, "f6"),
            "wrong-type (byte 0): expected bool, found null");
}

TEST(ReadSimple, TakesUnnamedValuesOnly) {
  EXPECT_EQ(ReadOne(&Reader::ReadSimple, "e0"), 0);
  EXPECT_EQ(ReadOne(&Reader::ReadSimple, "f3"), 19);
  EXPECT_EQ(ReadOne(&Reader::ReadSimple, "f820"), 32);
  EXPECT_EQ(ReadOne(&Reader::ReadSimple, "f8ff"), 255);
  EXPECT_EQ(ErrorOfOne(&Reader::ReadSimple, "f5"),
            "wrong-type (byte 0): expected simple value, found true");
  EXPECT_EQ(ErrorOfOne(&Reader::ReadSimple, "f81f"),
            "malformed (byte 0): expected simple value, found byte 0xf8 with "
            "a simple value below 32");
}

}  // namespace
}  // namespace noodles::cbor
