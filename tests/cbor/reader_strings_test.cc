// Texts and byte strings: all widths of heads, chunks, UTF-8, base64, sharing.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "cbor/cbor_testing.h"
#include "noodles/cbor/reader.h"
#include "noodles/cbor/writer.h"

namespace noodles::cbor {
namespace {

bool ReadOneText(Reader& reader) {
  std::string text;
  return reader.ReadText(text);
}

bool ReadOneBytes(Reader& reader) {
  Bytes bytes;
  return reader.ReadBytes(bytes);
}

bool ReadOneBase64(Reader& reader) {
  reader.AcceptBase64Text(true);
  return ReadOneBytes(reader);
}

std::string TextOf(std::span<const uint8_t> input) {
  Reader reader(input);
  std::string text = "before";
  EXPECT_TRUE(reader.ReadText(text)) << reader.TakeError().ToString();
  EXPECT_TRUE(reader.at_end());
  return text;
}

std::string TextOf(std::string_view hex) {
  const std::vector<uint8_t> input = Hex(hex);
  return TextOf(std::span<const uint8_t>(input));
}

TEST(ReadText, TakesEveryHeadWidth) {
  // Sizes at both sides of each change of width.
  for (const size_t size : {0, 1, 23, 24, 255, 256, 65535, 65536, 70000}) {
    const std::string text(size, 'x');
    Writer writer;
    writer.WriteText(text);
    EXPECT_EQ(TextOf(writer.view()), text) << size;
  }
  EXPECT_EQ(TextOf("7803616263"), "abc");
  EXPECT_EQ(TextOf("790003616263"), "abc");
  EXPECT_EQ(TextOf("7a00000003616263"), "abc");
  EXPECT_EQ(TextOf("7b0000000000000003616263"), "abc");
}

TEST(ReadText, PutsPiecesTogether) {
  EXPECT_EQ(TextOf("7fff"), "");
  EXPECT_EQ(TextOf("7f60ff"), "");
  EXPECT_EQ(TextOf("7f6161780262636164ff"), "abcd");
}

TEST(ReadText, SkipsTheTagsThatMeanNothing) {
  EXPECT_EQ(TextOf("d82061 61"), "a");
  EXPECT_EQ(TextOf("d9d9f7d82061 61"), "a");
  EXPECT_EQ(TextOf("d9d9f7d9d9f761 61"), "a");
  EXPECT_EQ(TextOf("da0000d9f761 61"), "a");
  EXPECT_EQ(TextOf("d8207f6161ff"), "a");
  EXPECT_EQ(ErrorOf("c06161", ReadOneText),
            "wrong-type (byte 0): expected text, found tag 0");
  EXPECT_EQ(ErrorOf("d82001", ReadOneText),
            "wrong-type (byte 0): expected text, found tag 32");
}

TEST(ReadText, KeepsValidUtf8) {
  EXPECT_EQ(TextOf("6ac3a9e6b0b4f09f8d9d21"), "\u00e9\u6c34\U0001f35d!");
}

TEST(ReadText, RejectsInvalidUtf8) {
  EXPECT_EQ(ErrorOf("00 62c328",
                    [](Reader& reader) {
                      uint64_t first = 0;
                      return reader.ReadUint(first) && ReadOneText(reader);
                    }),
            "invalid-text (byte 1): expected valid UTF-8, found text of 2 "
            "bytes with invalid UTF-8 at byte 0");
  // A character that is split over two chunks.
  EXPECT_EQ(ErrorOf("7f6161 61c3 61a9 ff", ReadOneText),
            "invalid-text (byte 3): expected valid UTF-8, found text of 1 "
            "bytes with invalid UTF-8 at byte 0");
}

TEST(ReadText, RejectsPiecesOfAnotherKind) {
  const auto error = [](std::string_view hex) {
    return ErrorOf(hex, ReadOneText);
  };
  EXPECT_EQ(error("7f6161 4162 ff"),
            "malformed (byte 3): expected a piece of the string or a break, "
            "found byte string of 1 bytes");
  EXPECT_EQ(error("7f 7f6161ff ff"),
            "malformed (byte 1): expected a piece of the string or a break, "
            "found text of indefinite length");
  EXPECT_EQ(error("7f d8206161 ff"),
            "malformed (byte 1): expected a piece of the string or a break, "
            "found tag 32");
  EXPECT_EQ(error("7f6161"),
            "truncated (byte 3): expected a piece of the string or a break, "
            "found end of input");
  EXPECT_EQ(error("7f 6261"),
            "truncated (byte 1): expected a piece of the string or a break, "
            "found text of 2 bytes, cut off by the end of input");
}

TEST(ReadText, RejectsLengthsBeyondTheInput) {
  const auto error = [](std::string_view hex) {
    return ErrorOf(hex, ReadOneText);
  };
  EXPECT_EQ(error("6261"),
            "truncated (byte 0): expected text, found text of 2 bytes, cut "
            "off by the end of input");
  EXPECT_EQ(error("78ff61"),
            "truncated (byte 0): expected text, found text of 255 bytes, cut "
            "off by the end of input");
  EXPECT_EQ(error("7bffffffffffffffff61"),
            "truncated (byte 0): expected text, found text of "
            "18446744073709551615 bytes, cut off by the end of input");
  EXPECT_EQ(error("79ff"),
            "truncated (byte 0): expected text, found an item head cut off by "
            "the end of input");
}

TEST(ReadText, EndsAtTheLimit) {
  const DecodeLimits limits{.max_text_bytes = 3};
  EXPECT_EQ(ErrorOf("626161", ReadOneText, limits), "");
  EXPECT_EQ(ErrorOf("63616161", ReadOneText, limits), "");
  EXPECT_EQ(ErrorOf("6461616161", ReadOneText, limits),
            "limit-exceeded (byte 0): expected text of at most 3 bytes, found "
            "text \"aaaa\"");
  EXPECT_EQ(ErrorOf("7f6261616161ff", ReadOneText, limits), "");
  EXPECT_EQ(ErrorOf("7f62616161616161ff", ReadOneText, limits),
            "limit-exceeded (byte 0): expected text of at most 3 bytes, found "
            "text of indefinite length");
}

TEST(ReadTextView, PointsIntoTheInput) {
  const std::vector<uint8_t> input = Hex("8263616263 7f6178ff");
  Reader reader(input);
  Reader::Sequence list;
  ASSERT_TRUE(reader.EnterArray(list));
  std::string_view text;
  ASSERT_TRUE(reader.ReadTextView(text));
  EXPECT_EQ(static_cast<const void*>(text.data()), input.data() + 2);
  ASSERT_TRUE(reader.ReadTextView(text));
  EXPECT_EQ(text, "x");
}

TEST(ReadBytes, TakesEveryHeadWidthAndPieces) {
  for (const size_t size : {0, 1, 23, 24, 255, 256, 65535, 65536}) {
    const std::vector<uint8_t> contents(size, 0xab);
    Writer writer;
    writer.WriteByteString(contents);
    Reader reader(writer.view());
    Bytes bytes;
    ASSERT_TRUE(reader.ReadBytes(bytes)) << size;
    EXPECT_EQ(bytes, Bytes::Copy(contents));
    EXPECT_TRUE(reader.at_end());
  }
  const std::vector<uint8_t> pieces = Hex("5f 4101 40 420203 ff");
  Reader reader(pieces);
  Bytes bytes;
  ASSERT_TRUE(reader.ReadBytes(bytes));
  EXPECT_EQ(bytes, Bytes::Copy(Hex("010203")));
}

TEST(ReadBytes, SharesTheOwnerOfTheInput) {
  Bytes kept;
  const uint8_t* address = nullptr;
  {
    const Bytes input = Bytes::Adopt(Hex("8200 43010203"));
    Reader reader(input);
    Reader::Sequence list;
    uint64_t first = 0;
    ASSERT_TRUE(reader.EnterArray(list));
    ASSERT_TRUE(reader.ReadUint(first));
    ASSERT_TRUE(reader.ReadBytes(kept));
    address = input.data() + 3;
    EXPECT_EQ(kept.owner(), input.owner());
  }
  EXPECT_EQ(kept.data(), address);
  EXPECT_EQ(kept, Bytes::Copy(Hex("010203")));
}

TEST(ReadBytes, CopiesFromAnInputWithoutAnOwner) {
  Bytes kept;
  {
    const std::vector<uint8_t> input = Hex("43010203");
    Reader reader(input);
    ASSERT_TRUE(reader.ReadBytes(kept));
    EXPECT_NE(kept.data(), input.data() + 1);
  }
  EXPECT_EQ(kept, Bytes::Copy(Hex("010203")));
}

TEST(ReadBytes, RejectsOtherKindsAndLengths) {
  EXPECT_EQ(ErrorOf("6161", ReadOneBytes),
            "wrong-type (byte 0): expected byte string, found text \"a\"");
  EXPECT_EQ(ErrorOf("d8204161", ReadOneBytes),
            "wrong-type (byte 0): expected byte string, found tag 32");
  EXPECT_EQ(ErrorOf("4261", ReadOneBytes),
            "truncated (byte 0): expected byte string, found byte string of 2 "
            "bytes, cut off by the end of input");
  EXPECT_EQ(ErrorOf("5f6161ff", ReadOneBytes),
            "malformed (byte 1): expected a piece of the string or a break, "
            "found text \"a\"");
}

TEST(ReadBytes, EndsAtTheLimit) {
  const DecodeLimits limits{.max_byte_string_bytes = 2};
  EXPECT_EQ(ErrorOf("4100", ReadOneBytes, limits), "");
  EXPECT_EQ(ErrorOf("420000", ReadOneBytes, limits), "");
  EXPECT_EQ(ErrorOf("43000000", ReadOneBytes, limits),
            "limit-exceeded (byte 0): expected byte string of at most 2 "
            "bytes, found byte string of 3 bytes");
  EXPECT_EQ(ErrorOf("5f41004100ff", ReadOneBytes, limits), "");
  EXPECT_EQ(ErrorOf("5f4100420000ff", ReadOneBytes, limits),
            "limit-exceeded (byte 0): expected byte string of at most 2 "
            "bytes, found byte string of indefinite length");
}

TEST(ReadBytes, TakesBase64TextWhereAsked) {
  for (const std::string_view hex :
       {"6441514944", "7f624151624944ff", "d8206441514944", "43010203"}) {
    const std::vector<uint8_t> input = Hex(hex);
    Reader reader(input);
    reader.AcceptBase64Text(true);
    Bytes bytes;
    ASSERT_TRUE(reader.ReadBytes(bytes)) << hex;
    EXPECT_TRUE(reader.at_end()) << hex;
    EXPECT_EQ(bytes, Bytes::Copy(Hex("010203"))) << hex;
  }
}

TEST(ReadBytes, RejectsOtherTextWhereBase64IsMeant) {
  EXPECT_EQ(ErrorOf("6441514921", ReadOneBase64),
            "invalid-text (byte 0): expected base64 text, found text "
            "\"AQI!\"");
  EXPECT_EQ(ErrorOf("01", ReadOneBase64),
            "wrong-type (byte 0): expected byte string, found integer 1");
}

TEST(ReadBytes, LimitsBase64ByTheBytesItStandsFor) {
  // The base64 text is longer than max_text_bytes, which must not apply to it.
  const DecodeLimits limits{.max_text_bytes = 1, .max_byte_string_bytes = 3};
  EXPECT_EQ(ErrorOf("6441514944", ReadOneBase64, limits), "");
  EXPECT_EQ(ErrorOf("66415149444241", ReadOneBase64, limits),
            "limit-exceeded (byte 0): expected base64 text for at most 3 "
            "bytes, found text \"AQIDBA\"");
  EXPECT_EQ(ErrorOf("6c414141414141414141414141", ReadOneBase64, limits),
            "limit-exceeded (byte 0): expected base64 text for at most 3 "
            "bytes, found text \"AAAAAAAAAAAA\"");
}

}  // namespace
}  // namespace noodles::cbor
