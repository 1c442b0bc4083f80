// Files of every format, made here, and what comes of reading them.
#include "noodles/geometry/import.h"

#include <cmath>
#include <variant>

#include "geometry/geometry_testing.h"
#include "geometry/import_testing.h"
#include "geometry/scene_testing.h"
#include "noodles/geometry/export.h"

namespace noodles {
namespace {

SceneData FromText(std::string_view text, std::string_view extension) {
  return Must(ImportScene(Bytes::Copy(text), extension));
}

constexpr std::string_view kDae = R"(<?xml version="1.0"?>
<COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
<asset><up_axis>Y_UP</up_axis></asset>
<library_geometries><geometry id="g" name="tri"><mesh>
<source id="p"><float_array id="pa" count="9">0 0 0 2 0 0 0 3 0</float_array>
<technique_common><accessor source="#pa" count="3" stride="3">
<param name="X" type="float"/><param name="Y" type="float"/>
<param name="Z" type="float"/></accessor></technique_common></source>
<vertices id="v"><input semantic="POSITION" source="#p"/></vertices>
<triangles count="1"><input semantic="VERTEX" source="#v" offset="0"/>
<p>0 1 2</p></triangles></mesh></geometry></library_geometries>
<library_visual_scenes><visual_scene id="s"><node id="n" name="moved">
<translate>5 0 0</translate><instance_geometry url="#g"/></node>
</visual_scene></library_visual_scenes>
<scene><instance_visual_scene url="#s"/></scene></COLLADA>)";

TEST(ImportTest, ReadsPlyWithColours) {
  const SceneData scene = FromText(kSquarePly, "ply");
  const Mesh mesh = Flatten(scene);
  EXPECT_EQ(mesh.indices.size(), 6u);
  EXPECT_EQ(Bounds(mesh), (BoundingBox{{0, 0, 1}, {2, 3, 1}}));
  ASSERT_EQ(mesh.colors.size(), 1u);
  for (size_t i = 0; i < mesh.positions.size(); ++i) {
    EXPECT_THAT(mesh.normals[i], IsNear(Vec3{0, 0, 1}));
    const Vec3& at = mesh.positions[i];
    const Vec4 expected = at[1] == 0   ? Vec4{1, 0, 0, 1}
                          : at[0] == 0 ? Vec4{0, 0.0331048f, 0, 1}
                                       : Vec4{0, 1, 0, 1};
    EXPECT_THAT(mesh.colors[0][i], IsNear(expected));
  }
}

TEST(ImportTest, ReadsStlOffObjAndDae) {
  const std::string_view stl =
      "solid t\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 2 0 0\n"
      "vertex 0 3 0\nendloop\nendfacet\nendsolid t\n";
  const std::string_view off = "OFF\n3 1 0\n0 0 0\n2 0 0\n0 3 0\n3 0 1 2\n";
  const std::string_view obj = "v 0 0 0\nv 2 0 0\nv 0 3 0\nf 1 2 3\n";
  for (const auto& [text, extension] :
       {std::pair(stl, "stl"), {off, "off"}, {obj, "obj"}}) {
    const Mesh mesh = Flatten(FromText(text, extension));
    EXPECT_EQ(mesh.indices.size(), 3u) << extension;
    EXPECT_EQ(Bounds(mesh), (BoundingBox{{0, 0, 0}, {2, 3, 0}})) << extension;
    EXPECT_THAT(mesh.normals[0], IsNear(Vec3{0, 0, 1})) << extension;
  }
  const Mesh mesh = Flatten(FromText(kDae, "dae"));
  EXPECT_EQ(Bounds(mesh), (BoundingBox{{5, 0, 0}, {7, 3, 0}}));
}

TEST(ImportTest, StlHasNormalsOfItsShapeAndSharedVertices) {
  // The normals in the file are wrong.
  const std::string_view square =
      "solid t\nfacet normal 0 0 -1\nouter loop\nvertex 0 0 0\nvertex 2 0 0\n"
      "vertex 2 3 0\nendloop\nendfacet\nfacet normal 0 0 0\nouter loop\n"
      "vertex 0 0 0\nvertex 2 3 0\nvertex 0 3 0\nendloop\nendfacet\n"
      "endsolid t\n";
  const Mesh flat = Flatten(FromText(square, "stl"));
  EXPECT_EQ(flat.positions.size(), 4u);
  for (const Vec3& normal : flat.normals) {
    EXPECT_THAT(normal, IsNear(Vec3{0, 0, 1}));
  }
  const auto vertices = [](Mesh mesh) {
    const Bytes stl =
        Must(Export(SceneOf(std::move(mesh)), SceneFormat::kStl, "s"))[0]
            .contents;
    return Flatten(Must(ImportScene(stl, "stl"))).positions.size();
  };
  // Four for each side; edges of a ball are no creases.
  EXPECT_EQ(vertices(Box()), 24u);
  EXPECT_EQ(vertices(Icosphere({.subdivisions = 2})), 162u);
}

TEST(ImportTest, FacesOfObjShareTheirVertices) {
  // Each side of the box has four, with its normal and coordinates.
  const Mesh box = Box();
  const Bytes obj =
      Must(Export(SceneOf(box), SceneFormat::kObj, "s"))[0].contents;
  const Mesh mesh = Flatten(Must(ImportScene(obj, "obj")));
  EXPECT_EQ(mesh.positions.size(), 24u);
  EXPECT_EQ(mesh.indices.size(), 36u);
  for (size_t i = 0; i < mesh.positions.size(); ++i) {
    const auto found = std::find(box.positions.begin(), box.positions.end(),
                                 mesh.positions[i]);
    EXPECT_NE(found, box.positions.end());
  }
  EXPECT_EQ(mesh.normals.size(), 24u);
  EXPECT_EQ(mesh.texture_coordinates.size(), 1u);
}

// The chunks of a 3DS file: a number, the length with this head, the rest.
std::string Chunk(uint16_t number, const std::string& content) {
  const auto size = static_cast<uint32_t>(content.size() + 6);
  std::string chunk(6, '\0');
  std::memcpy(chunk.data(), &number, 2);
  std::memcpy(chunk.data() + 2, &size, 4);
  return chunk + content;
}

template <class T>
std::string Raw(std::initializer_list<T> values) {
  return {reinterpret_cast<const char*>(values.begin()),
          values.size() * sizeof(T)};
}

TEST(ImportTest, Reads3ds) {
  const std::string points =
      Raw<uint16_t>({3}) + Raw<float>({0, 0, 0, 2, 0, 0, 0, 3, 0});
  const std::string faces = Raw<uint16_t>({1, 0, 1, 2, 7});
  const std::string file =
      Chunk(0x4D4D,
            Chunk(0x3D3D,
                  Chunk(0x4000, std::string("tri\0", 4) +
                                    Chunk(0x4100, Chunk(0x4110, points) +
                                                      Chunk(0x4120, faces)))));
  const Mesh mesh = Flatten(FromText(file, "3ds"));
  EXPECT_EQ(mesh.indices.size(), 3u);
  // Z is up in these files.
  EXPECT_NEAR(Bounds(mesh).max[0], 2, 1e-6);
}

TEST(ImportTest, ReadsFbx) {
  const std::string_view fbx = R"(; FBX 7.3.0 project file
FBXHeaderExtension:  {
  FBXVersion: 7300
}
GlobalSettings:  {
  Properties70:  {
    P: "UnitScaleFactor", "double", "Number", "",100
  }
}
Objects:  {
  Geometry: 1000, "Geometry::", "Mesh" {
    Vertices: *9 {
      a: 0,0,0,2,0,0,0,3,0
    }
    PolygonVertexIndex: *3 {
      a: 0,1,-3
    }
    GeometryVersion: 124
  }
  Model: 2000, "Model::tri", "Mesh" {
    Version: 232
  }
}
Connections:  {
  C: "OO",2000,0
  C: "OO",1000,2000
}
)";
  const Mesh mesh = Flatten(FromText(fbx, "fbx"));
  EXPECT_EQ(mesh.indices.size(), 3u);
  EXPECT_EQ(Bounds(mesh), (BoundingBox{{0, 0, 0}, {2, 3, 0}}));
}

TEST(ImportTest, GlbKeepsTheScene) {
  const SceneData written = TestScene();
  const Bytes glb = Must(Export(written, SceneFormat::kGlb, "s"))[0].contents;
  const SceneData read = Must(ImportScene(glb, ".GLB"));
  const Mesh mesh = Flatten(read);
  EXPECT_EQ(mesh.indices.size(), Flatten(written).indices.size());
  EXPECT_EQ(Bounds(mesh), Bounds(Flatten(written)));
  std::optional<size_t> lamp;
  for (size_t i = 0; i < read.nodes.size(); ++i) {
    if (read.nodes[i].name == "lamp") lamp = i;
  }
  ASSERT_TRUE(lamp.has_value());
  const SceneNode& node = read.nodes[*lamp];
  EXPECT_EQ(read.nodes[*node.parent].name, "table");
  EXPECT_EQ(node.transform, MovedTo({0, 1, 0}));
  const ScenePart& part = read.geometries[*node.geometry].parts[0];
  const Mesh& original = written.geometries[1].parts[0].mesh;
  EXPECT_EQ(part.mesh.indices, original.indices);
  EXPECT_EQ(part.mesh.positions, original.positions);
  EXPECT_EQ(part.mesh.colors, original.colors);
  ASSERT_EQ(part.mesh.texture_coordinates.size(), 2u);
  for (size_t i = 0; i < original.positions.size(); ++i) {
    EXPECT_THAT(part.mesh.normals[i], IsNear(original.normals[i]));
    for (const size_t channel : {0, 1}) {
      EXPECT_THAT(part.mesh.texture_coordinates[channel][i],
                  IsNear(original.texture_coordinates[channel][i]));
    }
  }
  const Material& material = read.materials[*part.material];
  EXPECT_EQ(material.name, "picture");
  EXPECT_TRUE(material.double_sided);
  EXPECT_EQ(material.pbr_info.metallic, 0);
  EXPECT_EQ(material.pbr_info.roughness, 1);
  const SceneTexture& texture =
      read.textures[PlaceOf(material.pbr_info.base_color_texture->texture)];
  EXPECT_EQ(texture.image, SmallPng());
  EXPECT_EQ(texture.sampler.wrap_s, SamplerMode::kClampToEdge);
  EXPECT_EQ(texture.sampler.wrap_t, SamplerMode::kRepeat);
}

TEST(ImportTest, GlbKeepsLights) {
  const Bytes glb =
      Must(Export(TestScene(), SceneFormat::kGlb, "s"))[0].contents;
  const SceneData read = Must(ImportScene(glb, "glb"));
  ASSERT_EQ(read.lights.size(), 1u);
  const Light& light = read.lights[0];
  EXPECT_EQ(light.intensity, 3);
  EXPECT_THAT(light.color, IsNear(Vec3{1, 0.5f, 0.25f}));
  const auto& spot = std::get<SpotLight>(light.type);
  EXPECT_NEAR(spot.inner_cone_angle_rad, 0.25f, 1e-6);
  EXPECT_NEAR(spot.outer_cone_angle_rad, 0.5f, 1e-6);
  const std::vector<Mat4> transforms = WorldTransforms(read);
  for (size_t i = 0; i < read.nodes.size(); ++i) {
    if (read.nodes[i].lights.empty()) continue;
    EXPECT_EQ(transforms[i], MovedTo({10, 1, 0}));
  }
}

TEST(ImportTest, FilesThatAreCutAnywhereEndWell) {
  using std::chrono::milliseconds;
  for (const SceneFormat format : {SceneFormat::kGlb, SceneFormat::kPly,
                                   SceneFormat::kStl, SceneFormat::kObj}) {
    const ExportedFile file = Must(Export(TestScene(), format, "s"))[0];
    const std::string extension = file.name.substr(2);
    for (size_t part = 1; part < 12; ++part) {
      const Bytes cut =
          file.contents.Slice(0, file.contents.size() * part / 12);
      // Over some of them Assimp hangs: no more than the time is lost then.
      const absl::StatusOr<SceneData> scene = ImportScene(
          cut, extension, {.limits = {.max_time = milliseconds(1000)}});
      if (scene.ok()) Must(Validate(*scene));
    }
  }
}

}  // namespace
}  // namespace noodles
