// kMinimumEncodedSize against the smallest encodings that are decoded.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "noodles/codec.h"

namespace noodles {
namespace {

std::string Text(std::string_view text) {
  cbor::Writer writer;
  writer.WriteText(text);
  return std::string(writer.Take().text());
}

// A map of encoded keys' texts and encoded values.
std::string Map(
    std::initializer_list<std::pair<std::string_view, std::string>> pairs) {
  std::string encoded(1, static_cast<char>(0xa0 + pairs.size()));
  for (const auto& [key, value] : pairs) encoded += Text(key) + value;
  return encoded;
}

// An array of this many zeros. A decoder accepts integers for floats.
std::string Zeros(size_t count) {
  return static_cast<char>(0x80 + count) + std::string(count, '\0');
}

const std::string kId = Zeros(2);
const std::string kZero(1, '\0');
const std::string kEmptyText = "\x60";
const std::string kEmptyArray = "\x80";
const std::string kEmptyMap = "\xa0";

// `encoded` decodes to a T, no prefix of `encoded` does, and the constant is
// its size.
template <class T>
void ExpectSmallest(const std::string& encoded) {
  const absl::StatusOr<T> decoded = Decode<T>(Bytes::Copy(encoded));
  EXPECT_TRUE(decoded.ok()) << decoded.status();
  EXPECT_EQ(cbor::kMinimumEncodedSize<T>, encoded.size());
  if (decoded.ok()) {
    EXPECT_GE(Encode(*decoded).size(), cbor::kMinimumEncodedSize<T>);
  }
}

TEST(MinimumEncodedSizeTest, CommonTypes) {
  ExpectSmallest<EntityID>(kId);
  ExpectSmallest<Vec3>(Zeros(3));
  ExpectSmallest<Mat4>(Zeros(16));
  ExpectSmallest<BoundingBox>(Map({{"min", Zeros(3)}, {"max", Zeros(3)}}));
  ExpectSmallest<InvokeIDType>(Map({{"plot", kId}}));
  ExpectSmallest<MethodArg>(Map({{"name", kEmptyText}}));
  ExpectSmallest<URIParts>(Map({{"scheme", kEmptyText}}));
  ExpectSmallest<GeoAnchor>(Map({{"latitude", kZero}, {"longitude", kZero}}));
  ExpectSmallest<QRAnchor>(Map({{"identity", kEmptyText}}));
  ExpectSmallest<WorldCoord>(kEmptyMap);
}

TEST(MinimumEncodedSizeTest, Representations) {
  ExpectSmallest<TextRepresentation>(Map({{"txt", kEmptyText}}));
  ExpectSmallest<WebRepresentation>(Map({{"source", kEmptyText}}));
  ExpectSmallest<InstanceSource>(Map({{"view", kId}}));
  ExpectSmallest<RenderRepresentation>(Map({{"mesh", kId}}));
  ExpectSmallest<TextureRef>(Map({{"texture", kId}}));
  ExpectSmallest<PBRInfo>(kEmptyMap);
  ExpectSmallest<PointLight>(kEmptyMap);
  ExpectSmallest<SpotLight>(kEmptyMap);
  ExpectSmallest<DirectionalLight>(kEmptyMap);
}

TEST(MinimumEncodedSizeTest, Plots) {
  ExpectSmallest<AxisRange>(Zeros(2));
  ExpectSmallest<SimplePlotColumnInfo>(Map({{"name", kEmptyText},
                                            {"prefers", Text("x")},
                                            {"color", kEmptyText},
                                            {"range", Zeros(2)}}));
  ExpectSmallest<SimplePlotInfo>(
      Map({{"name", kEmptyText}, {"columns", kEmptyArray}}));
}

TEST(MinimumEncodedSizeTest, Geometry) {
  const std::string attribute =
      Map({{"view", kId}, {"semantic", Text("COLOR")}, {"format", Text("U8")}});
  ExpectSmallest<Attribute>(attribute);
  ExpectSmallest<Index>(
      Map({{"view", kId}, {"count", kZero}, {"format", Text("U8")}}));
  ExpectSmallest<GeometryPatch>(Map({{"attributes", "\x81" + attribute},
                                     {"vertex_count", kZero},
                                     {"type", Text("LINES")},
                                     {"material", kId}}));
}

TEST(MinimumEncodedSizeTest, Physics) {
  const std::string header =
      Map({{"line_count", kZero}, {"attributes", kEmptyArray}});
  ExpectSmallest<TextBounds>("\x82" + kEmptyText + kEmptyText);
  ExpectSmallest<StreamFlowAttribute>(
      Map({{"name", kEmptyText}, {"data_type", Text("F32")}}));
  ExpectSmallest<StreamFlowHeader>(header);
  ExpectSmallest<StreamFlow>(Map({{"header", header}, {"data", kId}}));
}

TEST(MinimumEncodedSizeTest, Messages) {
  ExpectSmallest<MsgDocumentUpdate>(kEmptyMap);
  ExpectSmallest<MsgDocumentReset>(kEmptyMap);
  ExpectSmallest<MsgDocumentInitialized>(kEmptyMap);
  ExpectSmallest<MsgSignalInvoke>(
      Map({{"id", kId}, {"signal_data", kEmptyArray}}));
  ExpectSmallest<MethodException>(Map({{"code", kZero}}));
  ExpectSmallest<MsgMethodReply>(Map({{"invoke_id", kEmptyText}}));
  ExpectSmallest<MsgIntroduction>(Map({{"client_name", kEmptyText}}));
  ExpectSmallest<MsgInvokeMethod>(
      Map({{"method", kId}, {"args", kEmptyArray}}));
}

}  // namespace
}  // namespace noodles
