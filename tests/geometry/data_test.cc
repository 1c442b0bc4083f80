// Colour maps, tables of text, and meshes of data.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <variant>

#include "geometry/geometry_testing.h"
#include "noodles/geometry/color_map.h"
#include "noodles/geometry/data_meshes.h"
#include "noodles/tabular/csv.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TEST(ColorMapTest, HasTheColoursOfMatplotlib) {
  using Color = std::array<uint8_t, 4>;
  // matplotlib.colormaps[name](part, bytes=True)
  EXPECT_EQ(ScreenColor(ColorMap::kViridis, 0), (Color{68, 1, 84, 255}));
  EXPECT_EQ(ScreenColor(ColorMap::kViridis, 0.5), (Color{32, 144, 140, 255}));
  EXPECT_EQ(ScreenColor(ColorMap::kViridis, 1), (Color{253, 231, 36, 255}));
  EXPECT_EQ(ScreenColor(ColorMap::kPlasma, 0.5), (Color{203, 71, 119, 255}));
  EXPECT_EQ(ScreenColor(ColorMap::kInferno, 0.5), (Color{187, 55, 84, 255}));
  EXPECT_EQ(ScreenColor(ColorMap::kMagma, 0.5), (Color{182, 54, 121, 255}));
  EXPECT_EQ(ScreenColor(ColorMap::kCividis, 0), (Color{0, 34, 77, 255}));
  EXPECT_EQ(ScreenColor(ColorMap::kCoolwarm, 1), (Color{179, 3, 38, 255}));
  EXPECT_EQ(ScreenColor(ColorMap::kMagma, -7), (Color{0, 0, 3, 255}));
  EXPECT_EQ(ScreenColor(ColorMap::kMagma, kNan), (Color{0, 0, 3, 255}));
  // ((144 / 255 + 0.055) / 1.055) ** 2.4
  EXPECT_NEAR(LinearColor(ColorMap::kViridis, 0.5)[1], 0.278894, 1e-5);
}

TEST(ColorMapTest, ScalesByTheRange) {
  const std::vector<double> values = {10, 20, kNan, 15};
  EXPECT_THAT(RangeOf(values), ElementsAre(10, 20));
  const std::vector<Vec4> colors = ColorsOf(values);
  EXPECT_EQ(colors[0], LinearColor(ColorMap::kViridis, 0));
  EXPECT_EQ(colors[1], LinearColor(ColorMap::kViridis, 1));
  EXPECT_EQ(colors[2], (Vec4{0.5f, 0.5f, 0.5f, 1}));
  EXPECT_EQ(colors[3], LinearColor(ColorMap::kViridis, 0.5));
  EXPECT_EQ(ColorsOf(values, {.range = {{0, 40}}})[1],
            LinearColor(ColorMap::kViridis, 0.5));
  ColorMap map = ColorMap::kViridis;
  EXPECT_TRUE(FromString("magma", map));
  EXPECT_EQ(ToString(map), "magma");
  EXPECT_FALSE(FromString("beige", map));
}

TEST(ColorMapTest, MissingValuesAndCategoriesHaveColoursOfTheirOwn) {
  for (int i = 0; i <= static_cast<int>(ColorMap::kCoolwarm); ++i) {
    const auto map = static_cast<ColorMap>(i);
    const std::array<uint8_t, 4> missing = MissingColor(map);
    for (int step = 0; step < 256; ++step) {
      const std::array<uint8_t, 4> color = ScreenColor(map, step / 256.0);
      int distance = 0;
      for (size_t j = 0; j < 3; ++j)
        distance += std::abs(color[j] - missing[j]);
      EXPECT_GT(distance, 40) << ToString(map) << " " << step;
    }
  }
  for (size_t i = 0; i < kCategoryColors; ++i) {
    for (size_t j = 0; j < i; ++j) {
      EXPECT_NE(CategoryColor(i), CategoryColor(j));
    }
  }
  EXPECT_EQ(CategoryColor(kCategoryColors), CategoryColor(0));
}

TEST(DataTest, PointsHaveColoursAndSizes) {
  const CsvTable table =
      Must(ReadCsv("x,y,z,t,r\n1,2,3,0,2\n4,5,6,10,3\n7,,9,5,1\n"));
  const PlacedPoints placed =
      Must(PointInstances(table, {.scalar = "t", .size = "r"}));
  ASSERT_EQ(placed.instances.size(), 2u);
  EXPECT_EQ(placed.left_out, 1u);
  EXPECT_EQ(placed.transform, kIdentity);
  const Instance& last = placed.instances[1];
  EXPECT_EQ(last.position, (Vec3{4, 5, 6}));
  EXPECT_EQ(last.scale, (Vec3{3, 3, 3}));
  EXPECT_EQ(last.column, LinearColor(ColorMap::kViridis, 1));
  EXPECT_EQ(TextOf(PointInstances(table, {.scalar = "q"}).status()),
            "there is no column \"q\"; the columns are \"x\", \"y\", \"z\", "
            "\"t\", \"r\", separated by ',' (option separator)");
  const std::vector<Vec3> positions = {{1, 2, 3}, {4, 5, 6}};
  const Mesh cloud = Must(PointCloud(positions, std::vector<int>{1, 2}));
  EXPECT_EQ(cloud.type, PrimitiveType::kPoints);
  EXPECT_EQ(cloud.colors[0][0], LinearColor(ColorMap::kViridis, 0));
  EXPECT_EQ(TextOf(PointCloud(positions, std::vector<int>{1}).status()),
            "scalars: 1 values for 2 positions");
}

// The coordinates in the world, computed in double.
std::vector<std::array<double, 3>> WorldOf(const PlacedPoints& placed) {
  std::vector<std::array<double, 3>> world;
  for (const Instance& instance : placed.instances) {
    std::array<double, 3>& point = world.emplace_back();
    for (size_t axis = 0; axis < 3; ++axis) {
      point[axis] =
          double{placed.transform[12 + axis]} + double{instance.position[axis]};
    }
  }
  return world;
}

TEST(DataTest, CoordinatesOfMapsStayApart) {
  std::string csv = "x,y,z\n";
  for (int i = 0; i < 5; ++i) {
    csv += "500000.0" + std::to_string(i) + ",4649776.2" + std::to_string(i) +
           "," + std::to_string(100 + i) + "\n";
  }
  const std::vector<std::array<double, 3>> world =
      WorldOf(Must(PointInstances(Must(ReadCsv(csv)))));
  ASSERT_EQ(world.size(), 5u);
  for (size_t i = 0; i < 5; ++i) {
    const auto step = static_cast<double>(i);
    EXPECT_NEAR(world[i][0], 500000.0 + 0.01 * step, 1e-4);
    EXPECT_NEAR(world[i][1], 4649776.2 + 0.01 * step, 1e-4);
    EXPECT_NEAR(world[i][2], 100.0 + step, 1e-4);
  }
  // Points in one place.
  const std::vector<std::array<double, 3>> single = WorldOf(
      Must(PointInstances(Must(ReadCsv("x,y,z\n500000.01,-4649776.22,0\n")))));
  EXPECT_NEAR(single[0][0], 500000.01, 1e-4);
  EXPECT_NEAR(single[0][1], -4649776.22, 1e-4);
}

TEST(DataTest, HeightFieldsAreGrids) {
  const std::vector<float> heights = {0, 0, 0, 1, 1, 1};
  const Mesh mesh =
      Must(HeightField(heights, {.rows = 2, .columns = 3}, {.size = {4, 1}}));
  EXPECT_EQ(Bounds(mesh), (BoundingBox{{-2, 0, -0.5f}, {2, 1, 0.5f}}));
  EXPECT_EQ(mesh.indices.size(), 3u * 4);
  const float half = std::sqrt(0.5f);
  // It rises with z, so it looks up and back.
  for (const Vec3& normal : mesh.normals) {
    EXPECT_THAT(normal, IsNear(Vec3{0, half, -half}));
  }
  EXPECT_EQ(mesh.colors[0][5], LinearColor(ColorMap::kViridis, 1));
  EXPECT_EQ(TextOf(HeightField(heights, {.rows = 4, .columns = 2}).status()),
            "heights: 6 values for a grid of 4 by 2");
}

TEST(DataTest, SurfacesTakeAnyIndices) {
  const std::vector<Vec3> positions = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
  const std::vector<std::array<int64_t, 3>> faces = {{0, 1, 2}};
  const Mesh mesh =
      Must(TriangleSurface(positions, faces, std::vector<float>{0, 1, 2}));
  EXPECT_THAT(mesh.normals[0], IsNear(Vec3{0, 0, 1}));
  EXPECT_EQ(mesh.colors[0][2], LinearColor(ColorMap::kViridis, 1));
  const std::vector<std::array<int64_t, 3>> bad = {{0, 1, -2}};
  EXPECT_EQ(TextOf(TriangleSurface(positions, bad).status()),
            "indices[2] is none of the 3 vertices");
}

TEST(DataTest, StructuredSurfacesGoThroughTheirPoints) {
  // A quarter of a cylinder of radius 2 about z.
  std::vector<Vec3> positions;
  for (const float angle : {0.0f, 0.7853982f, 1.5707963f}) {
    for (const float z : {0.0f, 1.0f}) {
      positions.push_back({2 * std::cos(angle), 2 * std::sin(angle), z});
    }
  }
  const std::vector<float> scalars = {0, 0, 5, 5, 10, 10};
  const Mesh mesh =
      Must(StructuredSurface(positions, {.rows = 3, .columns = 2}, scalars));
  EXPECT_EQ(mesh.positions, positions);
  EXPECT_EQ(mesh.indices.size(), 3u * 4);
  // In the middle, to the axis or away from it.
  const float half = std::sqrt(0.5f);
  EXPECT_NEAR(std::abs(vector::Dot(mesh.normals[2], {half, half, 0})), 1, 1e-5);
  ASSERT_EQ(mesh.colors.size(), 1u);
  EXPECT_EQ(mesh.colors[0][5], LinearColor(ColorMap::kViridis, 1));
  EXPECT_EQ(mesh.colors[0][2], LinearColor(ColorMap::kViridis, 0.5));
  EXPECT_FALSE(StructuredSurface(positions, {.rows = 6, .columns = 1}).ok());
}

TEST(DataTest, StreamLinesOfAVortexAreCircles) {
  const VectorField vortex = [](const Vec3& at) {
    return std::optional<Vec3>({-2 * at[1], 2 * at[0], 0});
  };
  const Vec3 seeds[] = {{1, 0, 0}, {0, 0, 0}};
  const std::vector<Polyline> lines =
      TraceStreamLines(vortex, seeds, {.step = 0.05f, .max_steps = 100});
  // Nothing moves in the middle.
  ASSERT_EQ(lines.size(), 1u);
  ASSERT_EQ(lines[0].points.size(), 101u);
  for (size_t i = 0; i <= 100; ++i) {
    const float angle = 0.05f * static_cast<float>(i);
    EXPECT_NEAR(lines[0].points[i][0], std::cos(angle), 1e-4);
    EXPECT_NEAR(lines[0].points[i][1], std::sin(angle), 1e-4);
    EXPECT_NEAR(lines[0].scalars[i], 2, 1e-4);
  }
  const Mesh mesh = Must(LineSet(lines));
  EXPECT_EQ(mesh.type, PrimitiveType::kLines);
  EXPECT_EQ(mesh.indices.size(), 200u);
}

TEST(DataTest, StreamFlowHasTheLayoutOfTheProtocol) {
  const Polyline lines[] = {{{{1, 2, 3}, {4, 5, 6}}, {7, 8}},
                            {{{9, 10, 11}, {12, 13, 14}}, {15, 16}}};
  Document document;
  const PhysicsID id = Must(AddStreamFlow(document, lines, "flow", "speed"));
  const Physics physics = Must(document.Get(id));
  const StreamFlow& flow = *physics.stream_flow;
  EXPECT_EQ(flow.header.line_count, 2u);
  ASSERT_EQ(flow.header.attributes.size(), 1u);
  EXPECT_EQ(flow.header.attributes[0].name, "speed");
  EXPECT_EQ(flow.header.attributes[0].data_bounds->lower, "7");
  EXPECT_EQ(flow.header.attributes[0].data_bounds->upper, "16");
  const BufferView view = Must(document.Get(flow.data));
  const Bytes bytes =
      std::get<Bytes>(Must(document.Get(view.source_buffer)).source);
  ASSERT_EQ(view.length, 4u + 2 * (4 + 24 + 8));
  EXPECT_THAT(ValuesAt<uint32_t>(bytes, 0, 2), ElementsAre(0, 2));
  EXPECT_THAT(ValuesAt<float>(bytes, 8, 8),
              ElementsAre(1, 2, 3, 4, 5, 6, 7, 8));
  EXPECT_THAT(ValuesAt<uint32_t>(bytes, 40, 1), ElementsAre(2));
  EXPECT_THAT(ValuesAt<float>(bytes, 44, 8),
              ElementsAre(9, 10, 11, 12, 13, 14, 15, 16));
  const Polyline bad[] = {{{{1, 2, 3}}, {}}};
  EXPECT_EQ(TextOf(AddStreamFlow(document, bad).status()),
            "lines[0]: two points are needed");
}

}  // namespace
}  // namespace noodles
