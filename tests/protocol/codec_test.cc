// Decode, Encode and EncodeFrame: single values and whole frames.
#include "noodles/codec.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace noodles {
namespace {

Bytes FromHex(std::string_view hex) {
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(
        std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return Bytes::Copy(bytes);
}

TEST(CodecTest, EncodesAndDecodes) {
  const MsgEntityCreate message{{1, 2}, {.name = "pump"}};
  const Bytes encoded = Encode(message);
  EXPECT_EQ(encoded,
            FromHex("a3626964820102646e616d656470756d706776697369626c65f5"));
  const absl::StatusOr<MsgEntityCreate> decoded =
      Decode<MsgEntityCreate>(encoded);
  ASSERT_TRUE(decoded.ok()) << decoded.status();
  EXPECT_EQ(*decoded, message);
}

TEST(CodecTest, FrameHoldsNumbersAndContents) {
  EXPECT_EQ(EncodeFrame(), FromHex("80"));
  EXPECT_EQ(EncodeFrame(MsgEntityDelete{{0, 0}}, MsgDocumentInitialized()),
            FromHex("8406a1626964820000"
                    "1823a0"));
  EXPECT_EQ(EncodeFrame(MsgIntroduction{"me"}),
            FromHex("8200a16b636c69656e745f6e616d65626d65"));
}

TEST(CodecTest, ErrorSaysWhatAndWhere) {
  const absl::Status status =
      Decode<MsgEntityDelete>(FromHex("a16269648200616e")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(),
            "wrong-type at id[1] (byte 6): expected unsigned 32-bit integer, "
            "found text \"n\"");
}

TEST(CodecTest, TrailingBytesAreAnError) {
  const absl::Status status =
      Decode<MsgEntityDelete>(FromHex("a162696482000000")).status();
  EXPECT_EQ(status.message(),
            "trailing-bytes (byte 7): expected the end of the input, found "
            "integer 0");
}

TEST(CodecTest, LimitsHaveAStatusOfTheirOwn) {
  cbor::DecodeLimits limits;
  limits.max_depth = 1;
  const absl::Status status =
      Decode<MsgEntityDelete>(FromHex("a1626964820000"), limits).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(status.message(),
            "limit-exceeded at id (byte 4): expected at most 1 levels of "
            "nesting, found array of 2");
}

TEST(CodecTest, MissingKeysAndAlternativesAreNamed) {
  EXPECT_EQ(Decode<MsgEntityDelete>(FromHex("a0")).status().message(),
            "missing-key (byte 0): expected MsgEntityDelete with the key id, "
            "found map of 0");
  EXPECT_EQ(Decode<InvokeIDType>(FromHex("a0")).status().message(),
            "missing-alternative (byte 0): expected InvokeIDType with entity, "
            "table or plot, found map of 0");
  EXPECT_EQ(
      Decode<InvokeIDType>(FromHex("a266656e74697479820000657461626c65820000"))
          .status()
          .message(),
      "conflicting-keys (byte 11): expected only one of entity, table or "
      "plot, found text \"table\"");
}

TEST(CodecTest, ADuplicateIsOneAlsoAfterNull) {
  EXPECT_EQ(Decode<Attribute>(FromHex("a2676368616e6e656cf6676368616e6e656c01"))
                .status()
                .message(),
            "duplicate-key (byte 10): expected each key once, found text "
            "\"channel\"");
}

TEST(CodecTest, NullStandsForEitherAlternative) {
  const absl::StatusOr<InvokeIDType> value = Decode<InvokeIDType>(
      FromHex("a366656e74697479f6657461626c6582010264706c6f74f6"));
  ASSERT_TRUE(value.ok()) << value.status();
  EXPECT_EQ(value->target.index(), 1u);
  EXPECT_EQ(std::get<1>(value->target), (TableID{1, 2}));
}

TEST(CodecTest, NullRepIsMeantWhateverItsValue) {
  // {id: [0, 0], null_rep: null}, then true instead of null.
  for (const std::string_view value : {"f6", "f5"}) {
    const absl::StatusOr<MsgEntityUpdate> message = Decode<MsgEntityUpdate>(
        FromHex("a2626964820000686e756c6c5f726570" + std::string(value)));
    ASSERT_TRUE(message.ok()) << message.status();
    EXPECT_TRUE(std::holds_alternative<NullRepresentation>(
        message->content.representation));
    EXPECT_EQ(Encode(*message),
              FromHex("a2626964820000686e756c6c5f726570fa3f800000"));
  }
}

TEST(CodecTest, PhysicsHasTwoSpellings) {
  // {id: [0, 0], physics_list: [[1, 2]]}
  const absl::StatusOr<MsgEntityCreate> message = Decode<MsgEntityCreate>(
      FromHex("a26269648200006c706879736963735f6c69737481820102"));
  ASSERT_TRUE(message.ok()) << message.status();
  EXPECT_EQ(message->content.physics, (std::vector<PhysicsID>{{1, 2}}));
}

TEST(CodecTest, ListsThatMustHoldSomething) {
  EXPECT_EQ(Decode<MsgGeometryCreate>(FromHex("a262696482000067706174636865738"
                                              "0"))
                .status()
                .message(),
            "wrong-length at patches (byte 15): expected an array of at least "
            "1, found array of 0");
}

TEST(CodecTest, ChoiceNamesItsKinds) {
  EXPECT_EQ(Decode<Location>(FromHex("01")).status().message(),
            "wrong-type (byte 0): expected text or map, found integer 1");
  EXPECT_EQ(Decode<Location>(FromHex("")).status().message(),
            "truncated (byte 0): expected an item, found end of input");
  EXPECT_EQ(Decode<Location>(FromHex("1a00")).status().message(),
            "truncated (byte 0): expected an item, found an item head cut off "
            "by the end of input");
  EXPECT_EQ(Decode<Location>(FromHex("1c")).status().message(),
            "malformed (byte 0): expected an item, found byte 0x1c");
}

TEST(CodecTest, PortMayBeText) {
  const absl::StatusOr<URIParts> parts =
      Decode<URIParts>(FromHex("a266736368656d65646874747064706f7274643830383"
                               "0"));
  ASSERT_TRUE(parts.ok()) << parts.status();
  EXPECT_EQ(parts->port, 8080u);
  for (const std::string_view wrong : {"60", "622d31", "62382e", "6230 "}) {
    const Bytes input =
        FromHex("a266736368656d65646874747064706f7274" + std::string(wrong));
    EXPECT_FALSE(Decode<URIParts>(input).ok()) << wrong;
  }
}

}  // namespace
}  // namespace noodles
