// Polygons are cut into triangles that cover them.
#include "noodles/geometry/mesh/triangulate.h"

#include <cmath>
#include <numbers>

#include "geometry/geometry_testing.h"
#include "noodles/geometry/vector.h"

namespace noodles {
namespace {

using geometry_internal::Triangulator;

// The area of each triangle along `normal`; all must turn as the polygon does.
std::vector<float> AreasOf(const std::vector<Vec3>& points,
                           const Vec3& normal) {
  Triangulator triangulator;
  std::vector<float> areas;
  for (const auto& [a, b, c] : triangulator.Cut(points)) {
    const Vec3 doubled = vector::Cross(vector::Subtract(points[b], points[a]),
                                       vector::Subtract(points[c], points[a]));
    areas.push_back(vector::Dot(doubled, normal) / 2);
  }
  return areas;
}

float Sum(const std::vector<float>& areas) {
  float sum = 0;
  for (const float area : areas) sum += area;
  return sum;
}

TEST(TriangulateTest, ConvexPolygonsAreFans) {
  Triangulator triangulator;
  const std::vector<Vec3> square = {{0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {0, 1, 0}};
  const auto triangles = triangulator.Cut(square);
  ASSERT_EQ(triangles.size(), 2u);
  EXPECT_EQ(triangles[0], (Triangulator::Corners{0, 1, 2}));
  EXPECT_EQ(triangles[1], (Triangulator::Corners{0, 2, 3}));
  EXPECT_TRUE(
      triangulator.Cut(std::vector<Vec3>{{0, 0, 0}, {1, 0, 0}}).empty());
}

TEST(TriangulateTest, StarsAreCutInsideInEveryPlane) {
  for (size_t axis = 0; axis < 3; ++axis) {
    for (const float side : {1.0f, -1.0f}) {
      std::vector<Vec3> star;
      for (int i = 0; i < 20; ++i) {
        const float angle =
            side * static_cast<float>(i) * std::numbers::pi_v<float> / 10;
        const float radius = i % 2 == 0 ? 2.0f : 0.5f;
        Vec3 at = {1, 1, 1};
        at[(axis + 1) % 3] = radius * std::cos(angle);
        at[(axis + 2) % 3] = radius * std::sin(angle);
        star.push_back(at);
      }
      Vec3 normal = {0, 0, 0};
      normal[axis] = side;
      const std::vector<float> areas = AreasOf(star, normal);
      EXPECT_EQ(areas.size(), 18u);
      for (const float area : areas) EXPECT_GE(area, 0.0f);
      // 20 triangles of the middle and two neighbours.
      EXPECT_NEAR(Sum(areas), 10 * std::sin(std::numbers::pi / 10), 1e-4);
    }
  }
}

TEST(TriangulateTest, CrossedAndFlatPolygonsEnd) {
  Triangulator triangulator;
  const std::vector<Vec3> bow = {{0, 0, 0}, {1, 1, 0}, {1, 0, 0}, {0, 1, 0}};
  EXPECT_EQ(triangulator.Cut(bow).size(), 2u);
  const std::vector<Vec3> line = {
      {0, 0, 0}, {1, 0, 0}, {3, 0, 0}, {2, 0, 0}, {0, 0, 0}};
  EXPECT_EQ(triangulator.Cut(line).size(), 3u);
}

}  // namespace
}  // namespace noodles
