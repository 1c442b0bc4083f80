#include "noodles/geometry/normals.h"

#include <cmath>
#include <numbers>
#include <set>

#include "geometry/geometry_testing.h"
#include "noodles/geometry/primitives.h"

namespace noodles {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

// A cube of 8 corners and 12 triangles, anticlockwise from outside.
Mesh Cube() {
  Mesh mesh;
  for (int i = 0; i < 8; ++i) {
    mesh.positions.push_back({static_cast<float>(i & 1),
                              static_cast<float>(i >> 1 & 1),
                              static_cast<float>(i >> 2 & 1)});
  }
  mesh.indices = {0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4,
                  2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5};
  return mesh;
}

// Two squares that share the y axis' edge and enclose a right angle.
Mesh Roof() {
  Mesh mesh;
  mesh.positions = {{0, 0, 0}, {0, 1, 0},  {1, 0, 0},
                    {1, 1, 0}, {0, 0, -1}, {0, 1, -1}};
  mesh.indices = {0, 2, 1, 2, 3, 1, 0, 1, 4, 4, 1, 5};
  return mesh;
}

TEST(NormalsTest, SmoothNormalsOfACubePointFromItsCentre) {
  Mesh mesh = Cube();
  Must(ComputeNormals(mesh));
  ASSERT_EQ(mesh.normals.size(), 8u);
  const float part = 1 / std::sqrt(3.0f);
  // However the faces are cut: each face counts with its right angle.
  for (size_t i = 0; i < 8; ++i) {
    const auto sign = [&](size_t axis) {
      return mesh.positions[i][axis] > 0.5f ? part : -part;
    };
    EXPECT_THAT(mesh.normals[i], IsNear(Vec3{sign(0), sign(1), sign(2)}));
  }
}

TEST(NormalsTest, FlatNormalsSplitTheCornersOfACube) {
  Mesh mesh = Cube();
  const std::vector<Vec3> faces = FaceNormals(mesh);
  Must(ComputeNormals(mesh, {.crease_angle = 0}));
  EXPECT_EQ(mesh.positions.size(), 24u);
  Must(Validate(mesh));
  for (size_t corner = 0; corner < mesh.indices.size(); ++corner) {
    EXPECT_THAT(mesh.normals[mesh.indices[corner]], IsNear(faces[corner / 3]));
    EXPECT_EQ(mesh.positions[mesh.indices[corner]],
              Cube().positions[Cube().indices[corner]]);
  }
}

TEST(NormalsTest, TheCreaseAngleDecides) {
  Mesh sharp = Roof();
  Must(ComputeNormals(sharp, {.crease_angle = 1.5f}));  // Below pi / 2.
  EXPECT_EQ(sharp.positions.size(), 8u);
  Mesh soft = Roof();
  Must(ComputeNormals(soft, {.crease_angle = 1.6f}));
  EXPECT_EQ(soft.positions.size(), 6u);
  const float half = std::sqrt(0.5f);
  EXPECT_THAT(soft.normals[soft.indices[0]], IsNear(Vec3{-half, 0, half}));
  EXPECT_THAT(soft.normals[soft.indices[4]], IsNear(Vec3{0, 0, 1}));
}

// Two triangles that share their first vertex alone; the normal of the second
// leans by `angle`.
Mesh BowTie(float angle) {
  Mesh mesh;
  const float x = std::cos(angle);
  const float z = std::sin(angle);
  mesh.positions = {{0, 0, 0}, {1, 1, 0}, {1, -1, 0}, {-x, -1, z}, {-x, 1, z}};
  mesh.indices = {0, 2, 1, 0, 4, 3};
  return mesh;
}

TEST(NormalsTest, FansThatTouchShareTheirVertexWithinTheCreaseAngle) {
  for (const auto& [angle, vertices] :
       {std::pair(0.0f, size_t{5}), {0.9f, 5}, {1.1f, 6}}) {
    Mesh mesh = BowTie(angle);
    Must(ComputeNormals(mesh, {.crease_angle = 1.0f}));
    EXPECT_EQ(mesh.positions.size(), vertices) << angle;
  }
  Mesh leaning = BowTie(0.9f);
  Must(ComputeNormals(leaning, {.crease_angle = 1.0f}));
  // The mean of both, for each of which a right angle counts.
  EXPECT_NEAR(vector::Dot(leaning.normals[leaning.indices[0]], {0, 0, 1}),
              std::cos(0.45f), 1e-5);
}

TEST(NormalsTest, ACreaseAtAVertexKeepsTheFansApart) {
  // The sides of the roof meet in a crease, and a third triangle, whose normal
  // leans to one side, touches the ridge.
  Mesh mesh = Roof();
  mesh.positions.insert(mesh.positions.end(), {{-1, -1, 0}, {0, -1, 0}});
  mesh.indices.insert(mesh.indices.end(), {0, 6, 7});
  Must(ComputeNormals(mesh, {.crease_angle = 1.0f}));
  EXPECT_EQ(mesh.positions.size(), 11u);
}

TEST(NormalsTest, TrianglesWithoutAreaSplitNothing) {
  // On a line, but for what floats round.
  Mesh line;
  for (int i = 0; i < 5; ++i) {
    const float small = static_cast<float>(i) * 0.01f;
    line.positions.push_back({small, small, static_cast<float>(i)});
  }
  line.indices = {0, 1, 2, 2, 3, 4};
  Must(ComputeNormals(line, {.crease_angle = 1.0f}));
  EXPECT_EQ(line.positions.size(), 5u);
  EXPECT_THAT(line.normals, Each(Vec3{0, 1, 0}));
  // Between a large triangle and the two small ones along its edge lies one
  // without area.
  Mesh flat;
  flat.positions = {{0, 0, 0},
                    {0.3f, 0.6f, 0.9f},
                    {0.1f, 0.2f, 0.3f},
                    {1, 0, -0.3f},
                    {-1, 0.5f, 0}};
  flat.indices = {0, 3, 1, 0, 1, 2, 0, 2, 4, 2, 1, 4};
  const std::vector<Vec3> faces = FaceNormals(flat);
  EXPECT_EQ(faces[1], (Vec3{0, 0, 0}));
  Must(ComputeNormals(flat, {.crease_angle = 0}));
  for (size_t corner = 0; corner < flat.indices.size(); ++corner) {
    if (corner / 3 == 1) continue;
    EXPECT_THAT(flat.normals[flat.indices[corner]], IsNear(faces[corner / 3]));
  }
  // The two small triangles lie in one plane: 2 + 1 vertices are split.
  EXPECT_EQ(flat.positions.size(), 7u);
}

TEST(NormalsTest, SeamsDoNotShow) {
  // Without indices and with coordinates of its own for each triangle.
  const Mesh cube = Cube();
  Mesh mesh = WithVertices(cube, cube.indices);
  Must(ComputeNormals(mesh));
  ASSERT_EQ(mesh.normals.size(), 36u);
  Mesh smooth = Cube();
  Must(ComputeNormals(smooth));
  for (size_t i = 0; i < 36; ++i) {
    EXPECT_THAT(mesh.normals[i], IsNear(smooth.normals[cube.indices[i]]));
  }
}

TEST(NormalsTest, TrianglesWithoutAreaDoNotCount) {
  Mesh mesh = Triangle();
  mesh.positions.push_back({1, 0, 0});
  mesh.positions.push_back({9, 9, 9});
  mesh.indices = {0, 1, 2, 0, 3, 1, 4, 4, 4};
  for (const float crease : {0.0f, 1.0f, 4.0f}) {
    Mesh copy = mesh;
    Must(ComputeNormals(copy, {.crease_angle = crease}));
    for (size_t i = 0; i < 3; ++i) {
      EXPECT_THAT(copy.normals[copy.indices[i]], IsNear(Vec3{0, 0, 1}));
    }
    EXPECT_THAT(copy.normals[copy.indices[8]], IsNear(Vec3{0, 1, 0}));
  }
}

TEST(NormalsTest, TinyTrianglesHaveNormals) {
  Mesh mesh = Triangle();
  for (Vec3& position : mesh.positions) {
    position = vector::Scale(position, 1e-18f);
  }
  Must(ComputeNormals(mesh));
  EXPECT_THAT(mesh.normals[0], IsNear(Vec3{0, 0, 1}));
}

TEST(NormalsTest, RefusesWhatHasNoFaces) {
  Mesh mesh = Triangle();
  mesh.type = PrimitiveType::kPoints;
  EXPECT_EQ(TextOf(ComputeNormals(mesh)),
            "type: TRIANGLES are needed, not POINTS");
  Mesh broken = Triangle();
  broken.indices = {0, 1, 9};
  EXPECT_FALSE(ComputeNormals(broken).ok());
}

TEST(NormalsTest, OrientsClosedMeshesOutwards) {
  Mesh mesh = Cube();
  for (const size_t face : {1, 4, 5, 6, 11}) {
    std::swap(mesh.indices[3 * face + 1], mesh.indices[3 * face + 2]);
  }
  EXPECT_EQ(Must(OrientFaces(mesh)), 5u);
  EXPECT_EQ(mesh.indices, Cube().indices);
  // All of them, also where the vertices are not shared.
  Mesh inside_out = WithVertices(Cube(), Cube().indices);
  for (size_t i = 0; i < 36; i += 3) {
    std::swap(inside_out.positions[i], inside_out.positions[i + 1]);
  }
  EXPECT_EQ(Must(OrientFaces(inside_out)), 12u);
}

TEST(NormalsTest, OrientsOpenMeshesAsMostWere) {
  Mesh mesh = Roof();
  std::swap(mesh.indices[1], mesh.indices[2]);
  EXPECT_EQ(Must(OrientFaces(mesh)), 1u);
  EXPECT_EQ(mesh.indices, Roof().indices);
}

TEST(NormalsTest, TangentsFollowU) {
  Mesh mesh = Triangle();
  mesh.normals.assign(3, {0, 0, 1});
  // u grows along +Y, v along +X.
  mesh.texture_coordinates = {{{0, 0}, {0, 2}, {3, 0}}};
  Must(ComputeTangents(mesh));
  EXPECT_THAT(mesh.tangents, Each(IsNear(Vec3{0, 1, 0})));
}

TEST(NormalsTest, TangentsAreWeightedByAngle) {
  // At the origin: 90 degrees of a triangle whose u grows along (1, 0), 45 of
  // one whose u grows along (1, 1): u is x, and v is y - x there.
  Mesh mesh;
  mesh.positions = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {-1, 1, 0}};
  mesh.indices = {0, 1, 2, 0, 2, 3};
  mesh.normals.assign(4, {0, 0, 1});
  mesh.texture_coordinates = {{{0, 0}, {1, 0}, {0, 1}, {-1, 2}}};
  Must(ComputeTangents(mesh));
  ASSERT_EQ(mesh.positions.size(), 4u);
  const double pi = std::numbers::pi;
  const double half = std::sqrt(0.5);
  const double x = pi / 2 + pi / 4 * half;
  const double y = pi / 4 * half;
  const double length = std::hypot(x, y);
  EXPECT_THAT(mesh.tangents[mesh.indices[0]],
              IsNear(Vec3{static_cast<float>(x / length),
                          static_cast<float>(y / length), 0}));
}

TEST(NormalsTest, MirroredCoordinatesHaveTangentsOfTheirOwn) {
  // Two squares beside each other, u mirrored at the edge between them.
  Mesh mesh;
  mesh.positions = {{0, 0, 0}, {1, 0, 0}, {1, 1, 0},
                    {0, 1, 0}, {2, 0, 0}, {2, 1, 0}};
  mesh.indices = {0, 1, 2, 0, 2, 3, 1, 4, 5, 1, 5, 2};
  mesh.normals.assign(6, {0, 0, 1});
  mesh.texture_coordinates = {{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}, {0, 1}}};
  Must(ComputeTangents(mesh));
  EXPECT_EQ(mesh.positions.size(), 8u);
  for (size_t corner = 0; corner < 12; ++corner) {
    const float along = corner < 6 ? 1.0f : -1.0f;
    EXPECT_THAT(mesh.tangents[mesh.indices[corner]], IsNear(Vec3{along, 0, 0}));
  }
}

TEST(NormalsTest, TangentsNeedNormalsAndTheChannel) {
  Mesh mesh = Triangle();
  EXPECT_EQ(TextOf(ComputeTangents(mesh)), "normals: tangents need them");
  mesh.normals.assign(3, {0, 0, 1});
  EXPECT_EQ(TextOf(ComputeTangents(mesh)),
            "texture_coordinates: there is no channel 0");
  // Coordinates that give no direction.
  mesh.texture_coordinates = {{{0, 0}, {0, 0}, {0, 0}}};
  Must(ComputeTangents(mesh));
  EXPECT_NEAR(vector::Length(mesh.tangents[0]), 1, 1e-6);
  EXPECT_NEAR(mesh.tangents[0][2], 0, 1e-6);
}

TEST(NormalsTest, MergesVerticesThatAreEqual) {
  Mesh mesh = WithVertices(Cube(), Cube().indices);
  MergeVertices(mesh);
  EXPECT_EQ(mesh.positions.size(), 8u);
  EXPECT_EQ(mesh.indices.size(), 36u);
  Mesh coloured = WithVertices(Cube(), Cube().indices);
  SetColor(coloured, {1, 1, 1, 1});
  coloured.colors[0][0] = {1, 0, 0, 1};
  MergeVertices(coloured);
  EXPECT_EQ(coloured.positions.size(), 9u);
}

}  // namespace
}  // namespace noodles
