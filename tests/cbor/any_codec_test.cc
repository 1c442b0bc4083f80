// Any from and to CBOR beyond the examples of the RFC: paths, rows, sharing.
#include "noodles/cbor/any_codec.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cbor/cbor_testing.h"

namespace noodles::cbor {
namespace {

TEST(ReadAny, GivesThePathToWhatIsWrong) {
  // {"a": [1, {2: "bad"}]} with an invalid text.
  EXPECT_EQ(ErrorOf("a16161 8201 a102 62c328", ReadOneAny),
            "invalid-text at a[1].2 (byte 7): expected valid UTF-8, found "
            "text of 2 bytes with invalid UTF-8 at byte 0");
  EXPECT_EQ(ErrorOf("a1 820102 1c", ReadOneAny),
            "malformed at [\"[1, 2]\"] (byte 4): expected an item, found byte "
            "0x1c");
  EXPECT_EQ(ErrorOf("", ReadOneAny),
            "truncated (byte 0): expected an item, found end of input");
}

TEST(ReadAny, SharesByteStringsWithTheInput) {
  const Bytes input = Bytes::Adopt(Hex("8143010203"));
  Reader reader(input);
  Any value;
  ASSERT_TRUE(Read(reader, value));
  EXPECT_EQ(value[0].AsBytes()->data(), input.data() + 2);
}

TEST(ReadAny, ReadsRowsAndMapsWithoutAnAnyAroundThem) {
  const std::vector<uint8_t> input = Hex("8301f5 6161 a1 6162 02");
  Reader reader(input);
  Any::Array row = {7, 7, 7, 7};
  Any::Map map = {{7, 7}};
  ASSERT_TRUE(Read(reader, row));
  EXPECT_EQ(row, (Any::Array{1, true, "a"}));
  EXPECT_EQ(row.capacity(), 4u);  // the memory is reused
  ASSERT_TRUE(Read(reader, map));
  EXPECT_EQ(map, (Any::Map{{"b", 2}}));
  EXPECT_TRUE(reader.at_end());
  Writer writer;
  Write(writer, row);
  Write(writer, map);
  EXPECT_EQ(ToHex(writer.view()), ToHex(input));
}

TEST(ReadAny, KeepsDuplicateKeysAndTheirOrder) {
  const std::vector<uint8_t> input = Hex("a3 6162 01 6161 02 6162 03");
  Reader reader(input);
  Any value;
  ASSERT_TRUE(Read(reader, value));
  EXPECT_EQ(value.ToString(), "{\"b\": 1, \"a\": 2, \"b\": 3}");
}

TEST(ReadAny, KeepsTheWidthOfFloats) {
  for (const std::string_view hex :
       {"fa3f800000", "fb3ff0000000000000", "d9d9f7fb3ff0000000000000"}) {
    const std::vector<uint8_t> input = Hex(hex);
    Reader reader(input);
    Any value;
    ASSERT_TRUE(Read(reader, value)) << hex;
    EXPECT_EQ(value.is_single(), hex == "fa3f800000") << hex;
  }
}

TEST(ReadAny, TakesTagsBeforeTagsAway) {
  const std::vector<uint8_t> input =
      Hex("d9d9f7 c1 d9d9f7 82 d8206161 d82041ff");
  Reader reader(input);
  Any value;
  ASSERT_TRUE(Read(reader, value)) << reader.TakeError().ToString();
  EXPECT_EQ(value.ToString(), "1([\"a\", 32(h'ff')])");
}

TEST(ReadAny, ReplacesWhatWasThere) {
  const std::vector<uint8_t> input = Hex("f6f7");
  Reader reader(input);
  Any value = Any::Array{1, 2, 3};
  ASSERT_TRUE(Read(reader, value));
  EXPECT_TRUE(value.is_null());
  ASSERT_TRUE(Read(reader, value));
  EXPECT_TRUE(value.is_undefined());
}

}  // namespace
}  // namespace noodles::cbor
