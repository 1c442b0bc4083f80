#include "noodles/geometry/primitives.h"

#include <cmath>
#include <numbers>
#include <variant>

#include "geometry/geometry_testing.h"
#include "noodles/geometry/normals.h"
#include "noodles/geometry/planes.h"

namespace noodles {
namespace {

constexpr double kPi = std::numbers::pi;

// Positive where the faces look outwards.
double Volume(const Mesh& mesh) {
  double volume = 0;
  for (size_t i = 0; i + 2 < CornerCount(mesh); i += 3) {
    const Vec3& a = mesh.positions[VertexAt(mesh, i)];
    const Vec3& b = mesh.positions[VertexAt(mesh, i + 1)];
    const Vec3& c = mesh.positions[VertexAt(mesh, i + 2)];
    volume += double{vector::Dot(a, vector::Cross(b, c))} / 6;
  }
  return volume;
}

// Normals are unit vectors on the side of the front faces, no face is without
// area, and all is valid.
void ExpectSound(const Mesh& mesh) {
  Must(Validate(mesh));
  ASSERT_EQ(mesh.normals.size(), mesh.positions.size());
  for (const Vec3& normal : mesh.normals) {
    EXPECT_NEAR(vector::Length(normal), 1, 1e-5);
  }
  const std::vector<Vec3> faces = FaceNormals(mesh);
  for (size_t i = 0; i < faces.size(); ++i) {
    for (size_t corner = 0; corner < 3; ++corner) {
      EXPECT_GT(
          vector::Dot(faces[i], mesh.normals[VertexAt(mesh, 3 * i + corner)]),
          0.5f)
          << "face " << i;
    }
  }
}

// The volume of a prism or pyramid over a regular polygon is that over a circle
// times this.
double PolygonShare(double segments) {
  return std::sin(2 * kPi / segments) / (2 * kPi / segments);
}

TEST(PrimitivesTest, BoxHasItsVolumeAndBounds) {
  const Mesh box = Box({.size = {1, 2, 4}});
  ExpectSound(box);
  EXPECT_EQ(box.positions.size(), 24u);
  EXPECT_NEAR(Volume(box), 8, 1e-5);
  EXPECT_EQ(Bounds(box), (BoundingBox{{-0.5f, -1, -2}, {0.5f, 1, 2}}));
}

TEST(PrimitivesTest, SpheresAreRound) {
  const Mesh sphere = Sphere({.radius = 2, .segments = 64, .rings = 32});
  ExpectSound(sphere);
  for (const Vec3& position : sphere.positions) {
    EXPECT_NEAR(vector::Length(position), 2, 1e-5);
  }
  EXPECT_EQ(sphere.indices.size(), 3u * 64 * (2 * 32 - 2));
  EXPECT_NEAR(Volume(sphere), 4.0 / 3 * kPi * 8, 0.2);
  EXPECT_FLOAT_EQ(Bounds(sphere).max[1], 2);
}

TEST(PrimitivesTest, IcospheresHaveFourTimesTheFacesEachTime) {
  for (uint32_t i = 0; i < 4; ++i) {
    const Mesh sphere = Icosphere({.radius = 3, .subdivisions = i});
    ExpectSound(sphere);
    const size_t faces = size_t{20} << (2 * i);
    EXPECT_EQ(sphere.indices.size(), 3 * faces);
    // Euler: V = E - F + 2, E = 3F / 2.
    EXPECT_EQ(sphere.positions.size(), faces / 2 + 2);
    EXPECT_NEAR(vector::Length(sphere.positions.back()), 3, 1e-5);
    EXPECT_GT(Volume(sphere), 0);
  }
}

TEST(PrimitivesTest, CylinderAndConeHaveTheirVolumes) {
  const Mesh cylinder = Cylinder({.radius = 2, .height = 3, .segments = 12});
  ExpectSound(cylinder);
  EXPECT_NEAR(Volume(cylinder), kPi * 4 * 3 * PolygonShare(12), 1e-4);
  const Mesh cone = Cone({.radius = 2, .height = 3, .segments = 12});
  ExpectSound(cone);
  EXPECT_NEAR(Volume(cone), kPi * 4 * 3 / 3 * PolygonShare(12), 1e-4);
  EXPECT_EQ(Bounds(cone).max[1], 1.5f);
  EXPECT_EQ(Cylinder({.segments = 12, .is_open = true}).indices.size(),
            3u * 24);
}

TEST(PrimitivesTest, TorusHasItsVolume) {
  const Mesh torus = Torus(
      {.radius = 2, .tube_radius = 0.5f, .segments = 128, .tube_segments = 64});
  ExpectSound(torus);
  EXPECT_NEAR(Volume(torus), 2 * kPi * kPi * 2 * 0.25, 0.03);
}

TEST(PrimitivesTest, PlaneLooksUp) {
  const Mesh plane = Plane({.size = {2, 4}, .segments = {3, 5}});
  ExpectSound(plane);
  EXPECT_EQ(plane.positions.size(), 24u);
  EXPECT_EQ(plane.indices.size(), 3u * 2 * 15);
  EXPECT_EQ(FaceNormals(plane)[0], (Vec3{0, 1, 0}));
  EXPECT_EQ(Bounds(plane), (BoundingBox{{-1, 0, -2}, {1, 0, 2}}));
}

TEST(PrimitivesTest, ArrowAndAxesPointTheirWay) {
  const Mesh arrow = Arrow({.length = 2});
  ExpectSound(arrow);
  EXPECT_GT(Volume(arrow), 0);
  EXPECT_EQ(Bounds(arrow).max[1], 2);
  EXPECT_EQ(Bounds(arrow).min[1], 0);
  const Mesh axes = Axes(3);
  ExpectSound(axes);
  EXPECT_EQ(Bounds(axes).max, (Vec3{3, 3, 3}));
  for (size_t i = 0; i < axes.positions.size(); ++i) {
    for (size_t axis = 0; axis < 3; ++axis) {
      if (axes.positions[i][axis] < 2) continue;
      EXPECT_EQ(axes.colors[0][i][axis], 1) << "vertex " << i;
    }
  }
}

TEST(PrimitivesTest, GridHasItsLines) {
  const Mesh grid = Grid({.size = {2, 4}, .cells = {2, 3}});
  Must(Validate(grid));
  EXPECT_EQ(grid.type, PrimitiveType::kLines);
  EXPECT_EQ(grid.positions.size(), 2u * (3 + 4));
  EXPECT_EQ(Bounds(grid), (BoundingBox{{-1, 0, -2}, {1, 0, 2}}));
}

TEST(PrimitivesTest, SegmentsHaveLimits) {
  EXPECT_EQ(Cone({.segments = 0, .is_open = true}).indices.size(), 9u);
  const Mesh most = Cone({.segments = 0xFFFFFFFF, .is_open = true});
  EXPECT_EQ(most.indices.size(), 3u * kMostSegments);
}

TEST(PrimitivesTest, TextLooksAtItsReader) {
  const Entity text =
      TextPlane("hello", {.position = {1, 2, 3}, .facing = {5, 0, 0}}, 0.5f);
  const Mat4 matrix = std::get<Mat4>(*text.transform);
  // -Z of the plane is its normal.
  EXPECT_EQ((Vec3{-matrix[8], -matrix[9], -matrix[10]}), (Vec3{1, 0, 0}));
  EXPECT_EQ((Vec3{matrix[4], matrix[5], matrix[6]}), (Vec3{0, 1, 0}));
  EXPECT_EQ((Vec3{matrix[12], matrix[13], matrix[14]}), (Vec3{1, 2, 3}));
  const Vec3 x = {matrix[0], matrix[1], matrix[2]};
  EXPECT_EQ(vector::Cross(x, {0, 1, 0}), (Vec3{-1, 0, 0}));  // Right-handed.
  const auto& content = std::get<TextRepresentation>(text.representation);
  EXPECT_EQ(content.txt, "hello");
  EXPECT_EQ(content.height, 0.5f);
  EXPECT_EQ(std::get<WebRepresentation>(
                WebPlane("http://a", {.facing = {0, 1, 0}}).representation)
                .source,
            "http://a");
}

}  // namespace
}  // namespace noodles
