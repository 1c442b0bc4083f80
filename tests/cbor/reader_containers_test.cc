// Arrays, maps, tags, identifiers and lists of floats; depth and item limits;
// null, kinds, skipping, and continuing after an error.
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "cbor/cbor_testing.h"
#include "noodles/cbor/reader.h"

namespace noodles::cbor {
namespace {

// The unsigned elements of an array, with the path to a wrong one.
bool ReadNumbers(Reader& reader, std::vector<uint64_t>& out) {
  Reader::Sequence list;
  if (!reader.EnterArray(list)) return false;
  out.clear();
  while (reader.More(list)) {
    if (!reader.ReadUint(out.emplace_back())) {
      return reader.InIndex(out.size() - 1);
    }
  }
  return reader.Leave(list);
}

bool ReadOneList(Reader& reader) {
  std::vector<uint64_t> numbers;
  return ReadNumbers(reader, numbers);
}

TEST(EnterArray, TakesEveryHeadWidth) {
  for (const std::string_view hex :
       {"83010203", "9803010203", "990003010203", "9a00000003010203",
        "9b0000000000000003010203", "9f010203ff", "d9d9f783010203"}) {
    const std::vector<uint8_t> input = Hex(hex);
    Reader reader(input);
    std::vector<uint64_t> numbers;
    ASSERT_TRUE(ReadNumbers(reader, numbers)) << hex;
    EXPECT_TRUE(reader.at_end()) << hex;
    EXPECT_EQ(numbers, (std::vector<uint64_t>{1, 2, 3})) << hex;
  }
}

TEST(EnterMap, CountsPairs) {
  for (const std::string_view hex :
       {"a201020304", "b80201020304", "b9000201020304", "ba0000000201020304",
        "bb000000000000000201020304", "bf01020304ff"}) {
    const std::vector<uint8_t> input = Hex(hex);
    Reader reader(input);
    Reader::Sequence map;
    ASSERT_TRUE(reader.EnterMap(map)) << hex;
    uint64_t sum = 0;
    size_t pairs = 0;
    while (reader.More(map)) {
      uint64_t key = 0;
      uint64_t value = 0;
      ASSERT_TRUE(reader.ReadUint(key) && reader.ReadUint(value)) << hex;
      sum += key * value;
      ++pairs;
    }
    EXPECT_TRUE(reader.Leave(map)) << hex;
    EXPECT_TRUE(reader.at_end()) << hex;
    EXPECT_EQ(pairs, 2u) << hex;
    EXPECT_EQ(sum, 14u) << hex;
  }
}

TEST(EnterArray, RejectsOtherKinds) {
  EXPECT_EQ(ErrorOf("a0", ReadOneList),
            "wrong-type (byte 0): expected array, found map of 0");
  EXPECT_EQ(ErrorOf("bfff", ReadOneList),
            "wrong-type (byte 0): expected array, found map of indefinite "
            "length");
  EXPECT_EQ(ErrorOf("d82080", ReadOneList),
            "wrong-type (byte 0): expected array, found tag 32");
  EXPECT_EQ(ErrorOf("80",
                    [](Reader& reader) {
                      Reader::Sequence map;
                      return reader.EnterMap(map);
                    }),
            "wrong-type (byte 0): expected map, found array of 0");
}

TEST(EnterArray, RejectsCountsBeyondTheInput) {
  EXPECT_EQ(ErrorOf("00 9a10000000",
                    [](Reader& reader) {
                      uint64_t first = 0;
                      return reader.ReadUint(first) && ReadOneList(reader);
                    }),
            "truncated (byte 1): expected array, found array of 268435456 "
            "with 0 bytes left");
  EXPECT_EQ(ErrorOf("8301 02", ReadOneList),
            "truncated (byte 0): expected array, found array of 3 with 2 "
            "bytes left");
  EXPECT_EQ(ErrorOf("9bffffffffffffffff00", ReadOneList),
            "truncated (byte 0): expected array, found array of "
            "18446744073709551615 with 1 bytes left");
  // Each pair takes two bytes.
  EXPECT_EQ(ErrorOf("a2010203",
                    [](Reader& reader) {
                      Reader::Sequence map;
                      return reader.EnterMap(map);
                    }),
            "truncated (byte 0): expected map, found map of 2 with 3 bytes "
            "left");
  // Nested counts that together exceed the input.
  EXPECT_EQ(ErrorOf("86 85 000000000000", SkipOne),
            "truncated (byte 1): expected no more items than bytes in the "
            "input, found array of 5");
}

TEST(More, WantsABreakAtTheEnd) {
  EXPECT_EQ(ErrorOf("9f0102", ReadOneList),
            "truncated (byte 3): expected an element or a break, found end of "
            "input");
  EXPECT_EQ(ErrorOf("bf0102", SkipOne),
            "truncated (byte 3): expected a key or a break, found end of "
            "input");
  EXPECT_EQ(ErrorOf("bf01ff", SkipOne),
            "malformed (byte 2): expected an item, found a break");
  EXPECT_EQ(ErrorOf("8201ff", ReadOneList),
            "malformed at [1] (byte 2): expected unsigned integer, found a "
            "break");
}

TEST(ReserveHint, IsBoundedByTheInput) {
  const std::vector<uint8_t> input = Hex("86000000000000000000");
  Reader reader(input);
  Reader::Sequence list;
  ASSERT_TRUE(reader.EnterArray(list));
  EXPECT_EQ(reader.ReserveHint(list, 0), 6u);
  EXPECT_EQ(reader.ReserveHint(list, 1), 6u);
  EXPECT_EQ(reader.ReserveHint(list, 2), 4u);
  EXPECT_EQ(reader.ReserveHint(list, 10), 0u);
  const std::vector<uint8_t> open = Hex("9f0000ff");
  Reader open_reader(open);
  ASSERT_TRUE(open_reader.EnterArray(list));
  EXPECT_EQ(open_reader.ReserveHint(list, 1), 0u);
}

TEST(EnterTag, GivesNumberAndContent) {
  const std::vector<uint8_t> input = Hex("d9d9f7 da00012345 05 00");
  Reader reader(input);
  Reader::Sequence tag;
  uint64_t number = 0;
  uint64_t content = 0;
  ASSERT_TRUE(reader.EnterTag(tag, number));
  EXPECT_EQ(number, 0x12345u);
  ASSERT_TRUE(reader.More(tag));
  ASSERT_TRUE(reader.ReadUint(content));
  EXPECT_EQ(content, 5u);
  EXPECT_FALSE(reader.More(tag));
  EXPECT_TRUE(reader.Leave(tag));
  EXPECT_EQ(reader.remaining(), 1u);
  EXPECT_FALSE(reader.EnterTag(tag, number));
  EXPECT_EQ(reader.TakeError().ToString(),
            "wrong-type (byte 9): expected tag, found integer 0");
}

TEST(ReadIdPair, TakesTwoIntegers) {
  for (const std::string_view hex :
       {"820102", "8218011802", "9f0102ff", "98020102", "82f93c0002",
        "d9d9f7820102", "82011a00000002"}) {
    const std::vector<uint8_t> input = Hex(hex);
    Reader reader(input);
    uint32_t slot = 0;
    uint32_t generation = 0;
    ASSERT_TRUE(reader.ReadIdPair(slot, generation)) << hex;
    EXPECT_EQ(slot, 1u) << hex;
    EXPECT_EQ(generation, 2u) << hex;
    EXPECT_TRUE(reader.at_end()) << hex;
  }
}

TEST(ReadIdPair, RejectsEverythingElse) {
  const auto error = [](std::string_view hex) {
    return ErrorOf(hex, [](Reader& reader) {
      uint32_t slot = 0;
      uint32_t generation = 0;
      return reader.ReadIdPair(slot, generation);
    });
  };
  constexpr char kTwo[] =
      "wrong-length (byte 0): expected array of slot and "
      "generation, found array of ";
  EXPECT_EQ(error("8101"), std::string(kTwo) + "1");
  EXPECT_EQ(error("83010203"), std::string(kTwo) + "3");
  EXPECT_EQ(error("9f01ff"), std::string(kTwo) + "indefinite length");
  EXPECT_EQ(error("9f010203ff"), std::string(kTwo) + "indefinite length");
  EXPECT_EQ(error("82016161"),
            "wrong-type at [1] (byte 2): expected unsigned 32-bit integer, "
            "found text \"a\"");
  EXPECT_EQ(error("821b000000010000000000"),
            "out-of-range at [0] (byte 1): expected unsigned 32-bit integer, "
            "found integer 4294967296");
  EXPECT_EQ(error("05"),
            "wrong-type (byte 0): expected array, found integer 5");
  EXPECT_EQ(error("8201"),
            "truncated (byte 0): expected array, found array of 2 with 1 "
            "bytes left");
  EXPECT_EQ(error("820118"),
            "truncated at [1] (byte 2): expected unsigned 32-bit integer, "
            "found an item head cut off by the end of input");
}

TEST(ReadFloats, TakesAnyMixtureOfNumbers) {
  for (const std::string_view hex :
       {"83fa3fc00000fac0000000fa41200000",
        "83fb3ff8000000000000fbc000000000000000fb4024000000000000",
        "83f93e00f9c000f94900", "83fa3fc00000210a",
        "83fa3fc00000fbc000000000000000f94900",
        "9ffa3fc00000fac0000000fa41200000ff"}) {
    const std::vector<uint8_t> input = Hex(hex);
    Reader reader(input);
    std::array<float, 3> fixed{};
    ASSERT_TRUE(reader.ReadFloats(fixed)) << hex;
    EXPECT_EQ(fixed, (std::array{1.5f, -2.0f, 10.0f})) << hex;
    EXPECT_TRUE(reader.at_end()) << hex;
    reader.ResumeAt(0);
    std::vector<float> list{7, 7, 7, 7, 7};
    ASSERT_TRUE(reader.ReadFloatList(list)) << hex;
    EXPECT_EQ(list, (std::vector{1.5f, -2.0f, 10.0f})) << hex;
    EXPECT_TRUE(reader.at_end()) << hex;
  }
}

TEST(ReadFloats, NamesTheWrongElement) {
  const auto fixed_error = [](std::string_view hex) {
    return ErrorOf(hex, [](Reader& reader) {
      std::array<float, 2> numbers{};
      return reader.ReadFloats(numbers);
    });
  };
  const auto list_error = [](std::string_view hex) {
    return ErrorOf(hex, [](Reader& reader) {
      std::vector<float> numbers;
      return reader.ReadFloatList(numbers);
    });
  };
  EXPECT_EQ(fixed_error("82fa3fc00000f5"),
            "wrong-type at [1] (byte 6): expected float, found true");
  EXPECT_EQ(list_error("82fa3fc00000f5"),
            "wrong-type at [1] (byte 6): expected float, found true");
  EXPECT_EQ(fixed_error("82fb3ff8000000000000fb7e37e43c8800759c"),
            "out-of-range at [1] (byte 10): expected 32-bit float, found "
            "float 1.0e+300");
  EXPECT_EQ(fixed_error("81fa3fc00000"),
            "wrong-length (byte 0): expected array of 2, found array of 1");
  EXPECT_EQ(fixed_error("83010203"),
            "wrong-length (byte 0): expected array of 2, found array of 3");
  EXPECT_EQ(fixed_error("9f01ff"),
            "wrong-length (byte 0): expected array of 2, found array of "
            "indefinite length");
  EXPECT_EQ(fixed_error("9f010203ff"),
            "wrong-length (byte 0): expected array of 2, found array of "
            "indefinite length");
  EXPECT_EQ(fixed_error("82fa3fc00000fa3fc000"),
            "truncated at [1] (byte 6): expected float, found an item head "
            "cut off by the end of input");
  EXPECT_EQ(list_error("f6"),
            "wrong-type (byte 0): expected array, found null");
}

TEST(ReadFloatList, TakesLongAndEmptyLists) {
  std::vector<uint8_t> input = Hex("990400");
  for (int i = 0; i < 1024; ++i) {
    const std::vector<uint8_t> one = Hex("fa3f800000");
    input.insert(input.end(), one.begin(), one.end());
  }
  Reader reader(input);
  std::vector<float> list;
  ASSERT_TRUE(reader.ReadFloatList(list));
  EXPECT_EQ(list, std::vector<float>(1024, 1.0f));
  const std::vector<uint8_t> empty = Hex("80");
  Reader empty_reader(empty);
  ASSERT_TRUE(empty_reader.ReadFloatList(list));
  EXPECT_TRUE(list.empty());
  EXPECT_TRUE(empty_reader.at_end());
}

TEST(TryReadNull, ConsumesNullAndUndefinedOnly) {
  for (const std::string_view hex : {"f6", "f7", "d9d9f7f6"}) {
    const std::vector<uint8_t> input = Hex(hex);
    Reader reader(input);
    EXPECT_TRUE(reader.TryReadNull()) << hex;
    EXPECT_TRUE(reader.at_end()) << hex;
  }
  for (const std::string_view hex : {"00", "f4", "60", "fa00000000", "c1f6"}) {
    const std::vector<uint8_t> input = Hex(hex);
    Reader reader(input);
    EXPECT_FALSE(reader.TryReadNull()) << hex;
    EXPECT_EQ(reader.offset(), 0u) << hex;
    EXPECT_TRUE(reader.ok()) << hex;
  }
  Reader reader(std::span<const uint8_t>{});
  EXPECT_FALSE(reader.TryReadNull());
  EXPECT_TRUE(reader.ok());
}

TEST(PeekKind, NamesEveryInitialByte) {
  const auto kind = [](std::string_view hex) {
    const std::vector<uint8_t> input = Hex(hex);
    Reader reader(input);
    return std::string(ToString(reader.PeekKind()));
  };
  EXPECT_EQ(kind(""), "end of input");
  EXPECT_EQ(kind("00"), "integer");
  EXPECT_EQ(kind("3b"), "integer");
  EXPECT_EQ(kind("40"), "byte string");
  EXPECT_EQ(kind("5f"), "byte string");
  EXPECT_EQ(kind("7b"), "text");
  EXPECT_EQ(kind("9f"), "array");
  EXPECT_EQ(kind("a0"), "map");
  EXPECT_EQ(kind("c100"), "tag");
  EXPECT_EQ(kind("d8206161"), "text");
  EXPECT_EQ(kind("d82001"), "tag");
  EXPECT_EQ(kind("d9d9f7a0"), "map");
  EXPECT_EQ(kind("d9d9f7d8207fff"), "text");
  EXPECT_EQ(kind("d9d9f7"), "end of input");
  EXPECT_EQ(kind("e0"), "simple value");
  EXPECT_EQ(kind("f4"), "bool");
  EXPECT_EQ(kind("f5"), "bool");
  EXPECT_EQ(kind("f6"), "null");
  EXPECT_EQ(kind("f7"), "undefined");
  EXPECT_EQ(kind("f8"), "simple value");
  EXPECT_EQ(kind("f9"), "float");
  EXPECT_EQ(kind("fb"), "float");
  for (const std::string_view hex : {"1c", "1f", "3c", "3f", "5c", "7d", "9e",
                                     "bc", "dc", "df", "fc", "fe", "ff"}) {
    EXPECT_EQ(kind(hex), "malformed item") << hex;
  }
}

}  // namespace
}  // namespace noodles::cbor
