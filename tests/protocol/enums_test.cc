// Enumerations: conversion to and from texts, and the open enumeration.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "noodles/codec.h"

namespace noodles {
namespace {

// The texts belong to the enumerators in their order.
template <class Enumeration>
void ExpectTexts(const std::vector<std::string_view>& texts) {
  for (size_t index = 0; index < texts.size(); ++index) {
    const auto value = static_cast<Enumeration>(index);
    EXPECT_EQ(ToString(value), texts[index]);
    auto read = static_cast<Enumeration>(texts.size());
    EXPECT_TRUE(FromString(texts[index], read)) << texts[index];
    EXPECT_EQ(read, value);
  }
  EXPECT_EQ(ToString(static_cast<Enumeration>(texts.size())), "");
  EXPECT_EQ(ToString(static_cast<Enumeration>(255)), "");
  Enumeration unchanged = static_cast<Enumeration>(0);
  for (const std::string_view wrong : {"", "nothing", "u8", "U8 ", "\xff"}) {
    EXPECT_FALSE(FromString(wrong, unchanged)) << wrong;
  }
  EXPECT_EQ(unchanged, static_cast<Enumeration>(0));
}

TEST(EnumerationTest, Texts) {
  ExpectTexts<Format>({"U8", "U16", "U32", "U8VEC4", "U16VEC2", "VEC2", "VEC3",
                       "VEC4", "MAT3", "MAT4"});
  ExpectTexts<AxisPreference>({"x", "y"});
  ExpectTexts<BufferViewType>({"UNK", "GEOMETRY", "IMAGE"});
  ExpectTexts<MagFilter>({"NEAREST", "LINEAR"});
  ExpectTexts<MinFilter>({"NEAREST", "LINEAR", "LINEAR_MIPMAP_LINEAR"});
  ExpectTexts<SamplerMode>({"CLAMP_TO_EDGE", "MIRRORED_REPEAT", "REPEAT"});
  ExpectTexts<PrimitiveType>({"POINTS", "LINES", "LINE_LOOP", "LINE_STRIP",
                              "TRIANGLES", "TRIANGLE_STRIP"});
  ExpectTexts<AttributeSemantic>(
      {"POSITION", "NORMAL", "TANGENT", "TEXTURE", "COLOR"});
  ExpectTexts<StreamFlowFormat>({"F32"});
  ExpectTexts<PhysicsType>({"STREAMFLOW"});
}

TEST(EnumerationTest, EnumeratorsHaveTheirTexts) {
  EXPECT_EQ(ToString(Format::kU8Vec4), "U8VEC4");
  EXPECT_EQ(ToString(Format::kU16Vec2), "U16VEC2");
  EXPECT_EQ(ToString(Format::kMat4), "MAT4");
  EXPECT_EQ(ToString(BufferViewType::kUnknown), "UNK");
  EXPECT_EQ(ToString(MinFilter::kLinearMipmapLinear), "LINEAR_MIPMAP_LINEAR");
  EXPECT_EQ(ToString(SamplerMode::kMirroredRepeat), "MIRRORED_REPEAT");
  EXPECT_EQ(ToString(PrimitiveType::kTriangleStrip), "TRIANGLE_STRIP");
  EXPECT_EQ(ToString(AttributeSemantic::kColor), "COLOR");
  EXPECT_EQ(ToString(PhysicsType::kStreamFlow), "STREAMFLOW");
}

BufferViewType ReadViewType(std::string_view text) {
  cbor::Writer writer;
  writer.WriteText(text);
  const Bytes encoded = writer.Take();
  cbor::Reader reader(encoded);
  BufferViewType type = BufferViewType::kUnknown;
  EXPECT_TRUE(Read(reader, type)) << text;
  EXPECT_TRUE(reader.at_end());
  return type;
}

TEST(OpenEnumerationTest, ReadsWhatContainsAKnownText) {
  EXPECT_EQ(ReadViewType("GEOMETRY"), BufferViewType::kGeometry);
  EXPECT_EQ(ReadViewType("GEOMETRY_INFO"), BufferViewType::kGeometry);
  EXPECT_EQ(ReadViewType("IMAGE"), BufferViewType::kImage);
  EXPECT_EQ(ReadViewType("IMAGE_INFO"), BufferViewType::kImage);
  EXPECT_EQ(ReadViewType("MY_IMAGE"), BufferViewType::kImage);
}

TEST(OpenEnumerationTest, TakesTheFirstOfTwo) {
  EXPECT_EQ(ReadViewType("IMAGE_GEOMETRY"), BufferViewType::kGeometry);
}

TEST(OpenEnumerationTest, ReadsAllElseAsUnknown) {
  EXPECT_EQ(ReadViewType("UNK"), BufferViewType::kUnknown);
  EXPECT_EQ(ReadViewType("UNKNOWN"), BufferViewType::kUnknown);
  EXPECT_EQ(ReadViewType(""), BufferViewType::kUnknown);
  EXPECT_EQ(ReadViewType("geometry"), BufferViewType::kUnknown);
}

TEST(ClosedEnumerationTest, NamesItsTextsInTheError) {
  cbor::Writer writer;
  writer.WriteText("z");
  const absl::StatusOr<AxisPreference> value =
      Decode<AxisPreference>(writer.Take());
  EXPECT_EQ(value.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(value.status().message(),
            "unknown-value (byte 0): expected \"x\" or \"y\", found text "
            "\"z\"");
}

}  // namespace
}  // namespace noodles
