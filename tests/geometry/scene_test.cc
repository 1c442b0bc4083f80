// Scenes into documents and back.
#include <variant>

#include "geometry/geometry_testing.h"
#include "geometry/scene_testing.h"
#include "noodles/geometry/add_scene.h"
#include "noodles/geometry/read_scene.h"

namespace noodles {
namespace {

TEST(SceneTest, AddMakesTheTreeWithItsMaterials) {
  Document document;
  const AddedScene added =
      Must(AddScene(document, TestScene(), {.name = "house"}));
  EXPECT_EQ(Must(document.Get(added.root)).name, "house");
  ASSERT_EQ(added.nodes.size(), 3u);
  const Entity table = Must(document.Get(added.nodes[0]));
  const Entity lamp = Must(document.Get(added.nodes[1]));
  EXPECT_EQ(table.parent, added.root);
  EXPECT_EQ(lamp.parent, added.nodes[0]);
  EXPECT_EQ(std::get<Mat4>(*lamp.transform)[13], 1);
  EXPECT_EQ(Must(document.Get(added.nodes[2])).lights[0], added.lights[0]);
  const auto mesh = std::get<RenderRepresentation>(lamp.representation).mesh;
  const Geometry geometry = Must(document.Get(mesh));
  const Material material = Must(document.Get(geometry.patches[0].material));
  EXPECT_EQ(material.name, "picture");
  const Texture texture =
      Must(document.Get(material.pbr_info.base_color_texture->texture));
  // Orzo wants a sampler.
  EXPECT_EQ(Must(document.Get(*texture.sampler)).wrap_s,
            SamplerMode::kClampToEdge);
  const Image image = Must(document.Get(texture.image));
  const BufferView view =
      Must(document.Get(std::get<BufferViewID>(image.source)));
  EXPECT_EQ(view.length, SmallPng().size());
  EXPECT_EQ(view.type, BufferViewType::kImage);
}

// Clients that look for a component by its name alone find the entity.
TEST(SceneTest, ComponentsOfOneThingHaveDifferentNames) {
  Document document;
  const AddedScene added = Must(AddScene(document, TestScene()));
  EXPECT_EQ(document.FindByName<Entity>("lamp"), added.nodes[1]);
  EXPECT_EQ(document.FindByName<Geometry>("lamp geometry"),
            added.geometries[1]);
  EXPECT_TRUE(document.FindByName<Buffer>("lamp buffer"));
  EXPECT_FALSE(document.FindByName<Geometry>("lamp"));
  EXPECT_FALSE(document.FindByName<Buffer>("lamp"));
  EXPECT_EQ(document.FindByName<Texture>("pixels"), added.textures[0]);
  EXPECT_TRUE(document.FindByName<Image>("pixels image"));
  EXPECT_TRUE(document.FindByName<Buffer>("pixels buffer"));
  // The names do not grow when a scene is read and added again.
  const SceneData read = Must(ReadScene(document));
  EXPECT_EQ(read.geometries[0].name, "table");
  EXPECT_EQ(read.textures[0].name, "pixels");
}

TEST(SceneTest, DeleteTreeLeavesNothing) {
  Document document;
  const AddedScene added = Must(AddScene(document, TestScene()));
  Must(document.DeleteTree(added.root));
  for (const ComponentKind kind :
       {ComponentKind::kBuffer, ComponentKind::kBufferView,
        ComponentKind::kMaterial, ComponentKind::kTexture,
        ComponentKind::kImage, ComponentKind::kSampler,
        ComponentKind::kGeometry, ComponentKind::kLight,
        ComponentKind::kEntity}) {
    EXPECT_EQ(document.Count(kind), 0u);
  }
}

TEST(SceneTest, AnErrorChangesNothing) {
  const auto error = [](const SceneData& scene) {
    Document document;
    const absl::Status status = AddScene(document, scene).status();
    EXPECT_EQ(document.Count(ComponentKind::kBuffer), 0u);
    EXPECT_EQ(document.Count(ComponentKind::kEntity), 0u);
    return TextOf(status);
  };
  SceneData scene = TestScene();
  scene.nodes[1].parent = 1;
  EXPECT_EQ(error(scene),
            "nodes[1].parent: there is no place 1 in a list of 1");
  scene = TestScene();
  scene.materials[1].pbr_info.base_color_texture->texture = TextureAt(9);
  EXPECT_EQ(error(scene), "materials[1]: there is no place 9 in a list of 1");
  scene = TestScene();
  scene.geometries[1].parts[0].mesh.indices[5] = 1000;
  EXPECT_THAT(error(scene),
              ::testing::StartsWith("geometries[1].parts[0].indices[5]: 1000"));
  scene = TestScene();
  scene.nodes[0].instances = {{.rotation = {0, 0, 0, 0}}};
  EXPECT_EQ(error(scene), "instances[0].rotation is zero");
}

TEST(SceneTest, ReadGivesBackWhatWasAdded) {
  Document document;
  SceneData scene = TestScene();
  scene.nodes[0].instances = {
      {.position = {1, 2, 3}, .column = Vec4{0, 0, 1, 1}},
      {.column = Vec4{0, 0, 1, 1}, .scale = {2, 2, 2}}};
  Must(AddScene(document, scene));
  const SceneData read = Must(ReadScene(document));
  // The root comes first.
  ASSERT_EQ(read.nodes.size(), 4u);
  EXPECT_EQ(read.nodes[1].instances, scene.nodes[0].instances);
  EXPECT_EQ(read.nodes[2].parent, 1u);
  EXPECT_EQ(read.nodes[2].transform, scene.nodes[1].transform);
  ASSERT_EQ(read.geometries.size(), 2u);
  EXPECT_EQ(read.geometries[0].parts[0].mesh,
            scene.geometries[0].parts[0].mesh);
  EXPECT_EQ(read.geometries[1].parts[0].mesh,
            scene.geometries[1].parts[0].mesh);
  EXPECT_EQ(read.materials[0], scene.materials[0]);
  EXPECT_EQ(read.textures[0].image, scene.textures[0].image);
  EXPECT_EQ(read.lights, scene.lights);
}

TEST(SceneTest, ReadAsksForBytesThatAreElsewhere) {
  Document document;
  const Mesh mesh = Triangle();
  const GeometryID inline_geometry = Must(AddGeometry(document, mesh));
  Geometry geometry = Must(document.Get(inline_geometry));
  const BufferID buffer =
      Must(document.Create(Buffer{.size = 36, .source = "http://host/mesh"}));
  const BufferViewID view =
      Must(document.Create(BufferView{.source_buffer = buffer, .length = 36}));
  geometry.patches[0].attributes[0].view = view;
  const GeometryID id = Must(document.Create(geometry));
  EXPECT_EQ(ReadGeometry(document, id).status().code(),
            absl::StatusCode::kFailedPrecondition);
  Bytes bytes = Bytes::Copy(
      std::span(reinterpret_cast<const uint8_t*>(mesh.positions.data()), 36));
  const SceneData read = Must(ReadGeometry(
      document, id, {.fetch = [&](BufferID, const Buffer&) { return bytes; }}));
  EXPECT_EQ(read.geometries[0].parts[0].mesh, mesh);
  bytes = bytes.Slice(0, 20);
  EXPECT_EQ(
      ReadGeometry(document, id,
                   {.fetch = [&](BufferID, const Buffer&) { return bytes; }})
          .status()
          .code(),
      absl::StatusCode::kDataLoss);
}

TEST(SceneTest, FlattenPutsEverythingIntoOneSpace) {
  SceneData scene = TestScene();
  const Mesh mesh = Flatten(scene);
  // The table from 9 to 11, the lamp on it: half a metre to both sides of 1.
  EXPECT_EQ(Bounds(mesh).min, (Vec3{9, -0.5f, -0.5f}));
  EXPECT_EQ(Bounds(mesh).max, (Vec3{11, 1.5f, 0.5f}));
  const float half = std::sqrt(0.5f);
  scene.nodes[0].instances = {
      {.position = {100, 0, 0}, .rotation = {0, 0, half, half}}};
  // Taken apart, a scene gives the same, also where two nodes share a mesh.
  scene.nodes[2].geometry = 0;
  scene.nodes[2].instances = {{.position = {1, 2, 3}}, {.scale = {2, 2, 2}}};
  const Mesh copied = Flatten(scene);
  EXPECT_EQ(copied.positions.size(), 3 * 24 + 42u);
  EXPECT_EQ(Flatten(SceneData(scene)), copied);
  scene.nodes[2].geometry.reset();
  // The table stands on its side; the lamp is no instance.
  EXPECT_NEAR(Bounds(Flatten(scene)).max[0], 110.5f, 1e-4);
}

}  // namespace
}  // namespace noodles
