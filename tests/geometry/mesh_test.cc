#include "noodles/geometry/mesh.h"

#include <cmath>
#include <limits>

#include "geometry/geometry_testing.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;

TEST(MeshTest, ValidateNamesTheMember) {
  EXPECT_TRUE(Validate(Triangle()).ok());
  Mesh mesh = Triangle();
  mesh.colors = {{{1, 1, 1, 1}}};
  EXPECT_EQ(TextOf(Validate(mesh)), "colors[0]: 1 values for 3 positions");
  mesh = Triangle();
  mesh.tangents = {{1, 0, 0}, {NAN, 0, 0}, {1, 0, 0}};
  EXPECT_EQ(TextOf(Validate(mesh)), "tangents[1] is not a finite number");
  mesh = Triangle();
  mesh.indices = {0, 1, 3};
  EXPECT_EQ(TextOf(Validate(mesh)), "indices[2]: 3 is none of the 3 vertices");
}

TEST(MeshTest, StripsBecomeTrianglesAndLines) {
  Mesh strip;
  strip.type = PrimitiveType::kTriangleStrip;
  strip.positions.resize(5);
  // Stands still for a moment, as joined strips do.
  strip.indices = {0, 1, 2, 2, 3, 4};
  EXPECT_THAT(WithoutStrips(strip).indices, ElementsAre(0, 1, 2, 3, 2, 4));
  strip.type = PrimitiveType::kLineLoop;
  strip.indices = {0, 1, 2};
  EXPECT_THAT(WithoutStrips(strip).indices, ElementsAre(0, 1, 1, 2, 2, 0));
}

TEST(MeshTest, AppendFillsWhatOnlyOneHas) {
  Mesh mesh = Triangle();
  Mesh other = Triangle();
  SetColor(other, {1, 0, 0, 1});
  Append(mesh, other);
  EXPECT_EQ(mesh.positions.size(), 6u);
  EXPECT_TRUE(mesh.indices.empty());
  ASSERT_EQ(mesh.colors.size(), 1u);
  EXPECT_EQ(mesh.colors[0][2], (Vec4{1, 1, 1, 1}));
  EXPECT_EQ(mesh.colors[0][3], (Vec4{1, 0, 0, 1}));
  other.indices = {2, 1, 0};
  Append(mesh, other);
  EXPECT_THAT(mesh.indices, ElementsAre(0, 1, 2, 3, 4, 5, 8, 7, 6));
  Must(Validate(mesh));
}

TEST(MeshTest, TransformTurnsNormalsByTheInverseTranspose) {
  Mesh mesh = Triangle();
  const float half = std::sqrt(0.5f);
  mesh.normals.assign(3, {half, half, 0});
  // Twice as wide: the slope is half as steep.
  Transform(mesh, {2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 10, 20, 30, 1});
  EXPECT_EQ(mesh.positions[1], (Vec3{14, 20, 30}));
  EXPECT_THAT(mesh.normals[0],
              IsNear(Vec3{1 / std::sqrt(5.0f), 2 / std::sqrt(5.0f), 0}));
}

TEST(MeshTest, MirroringTurnsTrianglesRound) {
  Mesh mesh = Triangle();
  mesh.normals.assign(3, {0, 0, 1});
  Transform(mesh, {-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1});
  EXPECT_THAT(mesh.indices, ElementsAre(0, 2, 1));
  EXPECT_THAT(mesh.normals[0], IsNear(Vec3{0, 0, 1}));
}

TEST(MeshTest, BoundsAreTight) {
  EXPECT_EQ(Bounds(Triangle()), (BoundingBox{{0, 0, 0}, {2, 3, 0}}));
  EXPECT_EQ(Bounds(Mesh{}), (BoundingBox{}));
}

}  // namespace
}  // namespace noodles
