#include "noodles/geometry/patch.h"

#include <cmath>
#include <cstdint>
#include <limits>

#include "geometry/geometry_testing.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using Color = std::array<uint8_t, 4>;

TEST(PatchTest, InterleavesVerticesAndPutsIndicesBehindThem) {
  const std::vector<Vec3> positions = {{0, 0, 1}, {2, 0, -1}, {0, 3, 0}};
  const std::vector<Vec3> normals(3, {0, 0, 1});
  const std::vector<Vec2> coordinates = {{0, 0}, {1.5f, 0}, {0, 1}};
  const std::vector<Color> colors = {{255, 0, 0, 255}, {0, 51, 0, 7}, {}};
  const std::vector<uint64_t> indices = {2, 1, 0};
  const PackedPatch packed =
      Must(PackPatch({.positions = positions,
                      .normals = normals,
                      .texture_coordinates = {coordinates},
                      .colors = {colors},
                      .indices = indices}));
  // Position, normal, texture, colour: 12 + 12 + 8 + 4.
  constexpr size_t kStride = 36;
  EXPECT_EQ(packed.vertex_bytes, 3 * kStride);
  EXPECT_EQ(packed.index_bytes, 6u);
  EXPECT_EQ(packed.bytes.size(), 3 * kStride + 8);
  EXPECT_EQ(ValuesAt<Vec3>(packed.bytes, 0, 3, kStride), positions);
  EXPECT_EQ(ValuesAt<Vec3>(packed.bytes, 12, 3, kStride), normals);
  EXPECT_EQ(ValuesAt<Vec2>(packed.bytes, 24, 3, kStride), coordinates);
  EXPECT_EQ(ValuesAt<Color>(packed.bytes, 32, 3, kStride), colors);
  EXPECT_THAT(ValuesAt<uint16_t>(packed.bytes, 108, 3), ElementsAre(2, 1, 0));

  const GeometryPatch& patch = packed.patch;
  EXPECT_EQ(patch.vertex_count, 3u);
  EXPECT_EQ(patch.type, PrimitiveType::kTriangles);
  ASSERT_EQ(patch.attributes.size(), 4u);
  for (const Attribute& attribute : patch.attributes) {
    EXPECT_EQ(attribute.stride, kStride);
  }
  EXPECT_THAT(patch.attributes[0].minimum_value, ElementsAre(0, 0, -1));
  EXPECT_THAT(patch.attributes[0].maximum_value, ElementsAre(2, 3, 1));
  EXPECT_EQ(patch.attributes[2].format, Format::kVec2);
  EXPECT_FALSE(patch.attributes[2].normalized);
  EXPECT_EQ(patch.attributes[3].format, Format::kU8Vec4);
  EXPECT_TRUE(patch.attributes[3].normalized);
  EXPECT_EQ(patch.attributes[3].channel, 0u);
  ASSERT_TRUE(patch.indices.has_value());
  EXPECT_EQ(patch.indices->format, Format::kU16);
  EXPECT_EQ(patch.indices->count, 3u);
  EXPECT_EQ(patch.indices->offset, 0u);
  EXPECT_EQ(patch.indices->stride, 0u);
}

TEST(PatchTest, ScalesColoursAndCoordinates) {
  const std::vector<Vec3> positions(1);
  const std::vector<std::array<float, 3>> opaque = {{1.0f, 0.2f, 0.5f}};
  const std::vector<std::array<uint16_t, 4>> wide = {{65535, 13107, 0, 65535}};
  const std::vector<Vec2> coordinates = {{0.5f, 1.0f}};
  PatchSource source = {.type = PrimitiveType::kPoints,
                        .positions = positions,
                        .texture_coordinates = {coordinates},
                        .colors = {opaque, wide}};
  const PackedPatch narrow =
      Must(PackPatch(source, {.texture_coordinate_format =
                                  TextureCoordinateFormat::kU16Vec2}));
  using Shorts = std::array<uint16_t, 2>;
  EXPECT_EQ(ValuesAt<Shorts>(narrow.bytes, 12, 1)[0], (Shorts{32768, 65535}));
  EXPECT_EQ(ValuesAt<Color>(narrow.bytes, 16, 1)[0],
            (Color{255, 51, 128, 255}));
  EXPECT_EQ(ValuesAt<Color>(narrow.bytes, 20, 1)[0], (Color{255, 51, 0, 255}));
  EXPECT_EQ(narrow.patch.attributes[3].channel, 1u);

  const PackedPatch exact =
      Must(PackPatch(source, {.color_format = ColorFormat::kVec4}));
  EXPECT_EQ(ValuesAt<Vec4>(exact.bytes, 20, 1)[0], (Vec4{1, 0.2f, 0.5f, 1}));
  EXPECT_THAT(ValuesAt<Vec4>(exact.bytes, 36, 1)[0],
              IsNear(Vec4{1, 0.2f, 0, 1}));
  EXPECT_FALSE(exact.patch.attributes[2].normalized);
}

TEST(PatchTest, ChoosesTheIndexWidthThatNamesAllVertices) {
  const std::vector<uint8_t> indices = {0, 1, 2};
  std::vector<Vec3> positions(65535);
  PatchSource source = {.positions = positions, .indices = indices};
  EXPECT_EQ(Must(PackPatch(source)).patch.indices->format, Format::kU16);
  positions.resize(65536);
  source.positions = positions;
  const PackedPatch packed = Must(PackPatch(source));
  EXPECT_EQ(packed.patch.indices->format, Format::kU32);
  EXPECT_THAT(ValuesAt<uint32_t>(packed.bytes, packed.vertex_bytes, 3),
              ElementsAre(0, 1, 2));
}

TEST(PatchTest, WritesTypesThatEveryClientDraws) {
  const std::vector<Vec3> positions = {
      {0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}};
  const PackedPatch strip = Must(PackPatch(
      {.type = PrimitiveType::kTriangleStrip, .positions = positions}));
  EXPECT_EQ(strip.patch.type, PrimitiveType::kTriangles);
  EXPECT_THAT(ValuesAt<uint16_t>(strip.bytes, 48, 6),
              ElementsAre(0, 1, 2, 2, 1, 3));
  const PackedPatch loop = Must(
      PackPatch({.type = PrimitiveType::kLineLoop, .positions = positions}));
  EXPECT_EQ(loop.patch.type, PrimitiveType::kLineStrip);
  EXPECT_THAT(ValuesAt<uint16_t>(loop.bytes, 48, 5),
              ElementsAre(0, 1, 2, 3, 0));
  const PackedPatch as_it_is =
      Must(PackPatch({.type = PrimitiveType::kLineLoop, .positions = positions},
                     {.replaces_rare_types = false}));
  EXPECT_EQ(as_it_is.patch.type, PrimitiveType::kLineLoop);
  EXPECT_FALSE(as_it_is.patch.indices.has_value());
}

struct BadCase {
  PatchSource source;
  std::string message;
};

TEST(PatchTest, NamesWhatIsWrong) {
  const std::vector<Vec3> positions = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
  const std::vector<Vec3> two(2);
  const std::vector<Vec2> pairs(3);
  const std::vector<Vec3> broken = {
      {0, 0, 0}, {0, std::numeric_limits<float>::quiet_NaN(), 0}, {}};
  const std::vector<Vec3> endless = {
      {0, 0, 0}, {}, {0, std::numeric_limits<float>::infinity(), 0}};
  const std::vector<Vec3> bright = {{0, 0, 0}, {0, 1.25f, 0}, {}};
  const std::vector<int> beyond = {0, 1, 3};
  const std::vector<int> negative = {0, -1, 2};
  const std::vector<int> four = {0, 1, 2, 0};
  const BadCase cases[] = {
      {{}, "positions: there are none"},
      {{.positions = positions, .normals = two},
       "normals: 2 values for 3 positions"},
      {{.positions = pairs},
       "positions: 2 numbers in each value do not make a POSITION"},
      {{.positions = broken}, "positions[1] is not a finite number"},
      {{.positions = endless}, "positions[2] is not a finite number"},
      {{.positions = positions, .texture_coordinates = {pairs, positions}},
       "texture_coordinates[1]: 3 numbers in each value do not make a TEXTURE"},
      {{.positions = positions, .colors = {bright}},
       "colors[0][1] is not between 0 and 1"},
      {{.positions = positions, .colors = {broken}},
       "colors[0][1] is not between 0 and 1"},
      {{.positions = positions, .indices = beyond},
       "indices[2] is none of the 3 vertices"},
      {{.positions = positions, .indices = negative},
       "indices[1] is none of the 3 vertices"},
      {{.positions = positions, .indices = four},
       "4 corners for TRIANGLES: a multiple of 3 is needed"},
      {{.positions = two}, "2 corners for TRIANGLES: at least 3 are needed"},
      {{.type = PrimitiveType::kLines, .positions = positions},
       "3 corners for LINES: a multiple of 2 is needed"}};
  for (const BadCase& bad : cases) {
    const absl::Status status = PackPatch(bad.source).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(TextOf(status), bad.message);
  }
  EXPECT_EQ(
      PackPatch({.positions = positions}, {.max_vertices = 2}).status().code(),
      absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace noodles
