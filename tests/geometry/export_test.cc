// An exported file holds the same scene when it is read again.
#include "noodles/geometry/export.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "geometry/geometry_testing.h"
#include "geometry/scene_testing.h"
#include "noodles/geometry/add_scene.h"
#include "noodles/geometry/import.h"
#include "noodles/geometry/read_scene.h"
#include "noodles/geometry/scene/texture_transform.h"

namespace noodles {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

// The corners of the triangles (lines, points) of a scene, each figure's in
// order, in an order of their own.
std::vector<std::vector<Vec3>> FiguresOf(const SceneData& scene,
                                         PrimitiveType type) {
  const size_t corners = type == PrimitiveType::kPoints  ? 1
                         : type == PrimitiveType::kLines ? 2
                                                         : 3;
  const Mesh mesh = Flatten(scene, type);
  std::vector<std::vector<Vec3>> figures;
  for (size_t i = 0; i < CornerCount(mesh); i += corners) {
    std::vector<Vec3>& figure = figures.emplace_back();
    for (size_t j = 0; j < corners; ++j) {
      figure.push_back(mesh.positions[VertexAt(mesh, i + j)]);
    }
    std::rotate(figure.begin(), std::min_element(figure.begin(), figure.end()),
                figure.end());
  }
  std::sort(figures.begin(), figures.end());
  return figures;
}

// Beside the mesh of TestScene: instances, and coordinates that are moved.
SceneData InstancedScene() {
  SceneData scene = TestScene();
  scene.nodes[0].instances = {{.position = {1, 2, 4}},
                              {.position = {-8, 0, 0}, .scale = {2, 1, 0.5f}}};
  return scene;
}

class ExportTest : public ::testing::Test {
 protected:
  ExportTest() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~ExportTest() override { fs::remove_all(folder_); }

  SceneData Again(const SceneData& scene, const std::string& name) {
    Must(ExportFile(scene, folder_ / name));
    EXPECT_TRUE(fs::exists(folder_ / name));
    return Must(ImportScene(folder_ / name));
  }

  std::string TextIn(const std::string& name) {
    std::ifstream stream(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  const fs::path folder_ =
      fs::path(::testing::TempDir()) /
      (std::string("export_") +
       ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(ExportTest, EveryFormatKeepsTheTrianglesOfADocument) {
  Document document;
  Must(AddScene(document, InstancedScene()));
  const SceneData scene = Must(ReadScene(document));
  const auto expected = FiguresOf(InstancedScene(), PrimitiveType::kTriangles);
  EXPECT_EQ(expected.size(), 2 * 12 + 24u);
  // Names with spaces are names, too.
  for (const char* name : {"a house.obj", "a house.ply", "a house.stl",
                           "a house.gltf", "a house.glb"}) {
    EXPECT_EQ(FiguresOf(Again(scene, name), PrimitiveType::kTriangles),
              expected)
        << name;
  }
}

TEST_F(ExportTest, OneGeometryOfADocument) {
  Document document;
  const AddedScene added = Must(AddScene(document, TestScene()));
  const SceneData lamp = Must(ReadGeometry(document, added.geometries[1]));
  const SceneData read = Again(lamp, "lamp.glb");
  EXPECT_EQ(FiguresOf(read, PrimitiveType::kTriangles),
            FiguresOf(lamp, PrimitiveType::kTriangles));
  EXPECT_EQ(read.textures[0].image, SmallPng());
}

TEST_F(ExportTest, LinesAndPoints) {
  Mesh lines;
  lines.type = PrimitiveType::kLineStrip;
  lines.positions = {{0, 0, 0}, {1, 0, 0}, {1, 2, 0}};
  Mesh points;
  points.type = PrimitiveType::kPoints;
  points.positions = {{4, 5, 6}, {7, 8, 9}};
  for (const char* name : {"lines.obj", "lines.gltf", "lines.glb"}) {
    EXPECT_EQ(FiguresOf(Again(SceneOf(lines), name), PrimitiveType::kLines),
              FiguresOf(SceneOf(lines), PrimitiveType::kLines))
        << name;
  }
  for (const char* name : {"points.obj", "points.ply", "points.gltf"}) {
    EXPECT_EQ(FiguresOf(Again(SceneOf(points), name), PrimitiveType::kPoints),
              FiguresOf(SceneOf(points), PrimitiveType::kPoints))
        << name;
  }
  EXPECT_EQ(ExportFile(SceneOf(points), folder_ / "points.stl").code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(ExportTest, ObjKeepsColoursPicturesAndTheirCoordinates) {
  SceneData scene = TestScene();
  TextureRef& texture = *scene.materials[1].pbr_info.base_color_texture;
  texture.texture_coord_slot = 1;
  texture.transform =
      geometry_internal::MatrixOf({.offset = {0.5f, 0}, .scale = {2, 1}});
  const SceneData read = Again(scene, "a lamp.obj");
  const auto material_named = [&](std::string_view start) {
    const auto found =
        std::find_if(read.materials.begin(), read.materials.end(),
                     [&](const Material& material) {
                       return material.name.value_or("").starts_with(start);
                     });
    EXPECT_NE(found, read.materials.end()) << start;
    return *found;
  };
  EXPECT_EQ(material_named("red").pbr_info.base_color, (RGBA{1, 0, 0, 1}));
  const Material picture = material_named("picture");
  ASSERT_TRUE(picture.pbr_info.base_color_texture.has_value());
  EXPECT_EQ(read.textures[0].image, SmallPng());
  // The second set, moved.
  const Mesh& written = scene.geometries[1].parts[0].mesh;
  std::vector<Vec2> expected;
  for (const Vec2& at : written.texture_coordinates[1]) {
    expected.push_back({2 * at[0] + 0.5f, at[1]});
  }
  const auto range = [](const std::vector<Vec2>& all, size_t axis) {
    const auto [least, greatest] = std::minmax_element(
        all.begin(), all.end(),
        [&](const Vec2& a, const Vec2& b) { return a[axis] < b[axis]; });
    return Vec2{(*least)[axis], (*greatest)[axis]};
  };
  for (const SceneGeometry& geometry : read.geometries) {
    for (const ScenePart& part : geometry.parts) {
      if (read.materials[*part.material].name != picture.name) continue;
      for (const size_t axis : {0, 1}) {
        EXPECT_THAT(range(part.mesh.texture_coordinates[0], axis),
                    IsNear(range(expected, axis)));
      }
    }
  }
}

TEST_F(ExportTest, NamesCannotWriteLinesOfTheFile) {
  SceneData scene = TestScene();
  scene.nodes[0].name = "table\nv 666 6 6";
  scene.materials[0].name = "red\nmap_Kd /etc/hostname";
  Must(ExportFile(scene, folder_ / "names.obj"));
  EXPECT_THAT(TextIn("names.obj"), Not(HasSubstr("\nv 666")));
  EXPECT_THAT(TextIn("names.mtl"), Not(HasSubstr("\nmap_Kd /")));
}

TEST(TextureTransformTest, IsFoundInItsMatrix) {
  const geometry_internal::TextureTransform transforms[] = {
      {},
      {.offset = {1, -2}, .rotation = 0.5f, .scale = {2, 3}},
      {.rotation = -3, .scale = {1, -0.25f}},
      {.offset = {0, 1}, .scale = {-1, 1}},
      {.rotation = 1, .scale = {0, 2}}};
  for (const geometry_internal::TextureTransform& transform : transforms) {
    const Mat3 matrix = geometry_internal::MatrixOf(transform);
    const auto found = geometry_internal::TextureTransformOf(matrix);
    ASSERT_TRUE(found.has_value());
    EXPECT_THAT(geometry_internal::MatrixOf(*found), IsNear(matrix));
  }
  EXPECT_FALSE(
      geometry_internal::TextureTransformOf({1, 0, 0, 1, 1, 0, 0, 0, 1})
          .has_value());
  EXPECT_FALSE(
      geometry_internal::TextureTransformOf({1, 0, 1, 0, 1, 0, 0, 0, 1})
          .has_value());
}

}  // namespace
}  // namespace noodles
