// Scenes out of a client's mirror, whose server may send anything.
#include <chrono>
#include <cstring>
#include <future>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "geometry/geometry_testing.h"
#include "geometry/scene_testing.h"
#include "noodles/geometry/add_scene.h"
#include "noodles/geometry/read_scene.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// On the heap: GCC 12 takes variants in temporaries for uninitialized.
template <class Component>
void Put(Mirror& mirror, ComponentRef ref, const Component& component) {
  const auto copy = std::make_unique<Component>(component);
  mirror.Create(ref, std::move(*copy));
}

template <class Component>
void CopyAll(const Document& document, Mirror& mirror) {
  for (const auto id : document.List<Component>()) {
    Put(mirror, id, Must(document.Get(id)));
  }
}

Attribute Positions() {
  return {.view = {0, 0},
          .semantic = AttributeSemantic::kPosition,
          .format = Format::kVec3};
}

// A triangle as Rigatoni sends it: the indices lie after their view.
class RigatoniMirror : public ::testing::Test {
 protected:
  RigatoniMirror() {
    std::vector<uint8_t> bytes(40);
    std::memcpy(bytes.data(), Triangle().positions.data(), 36);
    bytes[36] = 2;
    bytes[37] = 0;
    bytes[38] = 1;
    buffer_.size = bytes.size();
    buffer_.source = Bytes::Adopt(std::move(bytes));
    GeometryPatch& patch = geometry_.patches.emplace_back();
    patch.vertex_count = 3;
    patch.attributes.push_back(Positions());
    patch.material = {0, 0};
    patch.indices =
        Index{.view = {0, 0}, .count = 3, .offset = 36, .format = Format::kU8};
  }

  absl::StatusOr<SceneData> Read() {
    Put(mirror_, BufferID{0, 0}, buffer_);
    Put(mirror_, BufferViewID{0, 0}, view_);
    Put(mirror_, MaterialID{0, 0}, Material{});
    Put(mirror_, GeometryID{0, 0}, geometry_);
    return ReadGeometry(mirror_, GeometryID{0, 0});
  }

  std::string Error() { return TextOf(Read().status()); }

  Mirror mirror_;
  Buffer buffer_;
  BufferView view_ = {
      .source_buffer = {0, 0}, .type = BufferViewType::kGeometry, .length = 36};
  Geometry geometry_;
};

TEST(ReadMirrorTest, IsWhatTheDocumentHolds) {
  Document document;
  SceneData scene = TestScene();
  scene.nodes[0].instances = {{.position = {1, 2, 3}}, {.scale = {2, 2, 2}}};
  Must(AddScene(document, scene));
  Mirror mirror;
  CopyAll<Buffer>(document, mirror);
  CopyAll<BufferView>(document, mirror);
  CopyAll<Sampler>(document, mirror);
  CopyAll<Image>(document, mirror);
  CopyAll<Texture>(document, mirror);
  CopyAll<Material>(document, mirror);
  CopyAll<Geometry>(document, mirror);
  CopyAll<Light>(document, mirror);
  CopyAll<Entity>(document, mirror);
  const SceneData read = Must(ReadScene(mirror));
  ASSERT_EQ(read.nodes.size(), 4u);
  ASSERT_EQ(read.geometries.size(), 2u);
  for (const size_t place : {0, 1}) {
    EXPECT_EQ(read.geometries[place].parts[0].mesh,
              scene.geometries[place].parts[0].mesh);
  }
  EXPECT_EQ(read.nodes[1].instances.size(), 2u);
  EXPECT_EQ(read.textures[0].image, SmallPng());
  EXPECT_EQ(read.lights, scene.lights);
}

TEST_F(RigatoniMirror, IndicesBehindTheirViewAreRead) {
  const SceneData scene = Must(Read());
  const Mesh& mesh = scene.geometries[0].parts[0].mesh;
  EXPECT_EQ(mesh.positions, Triangle().positions);
  EXPECT_THAT(mesh.indices, ElementsAre(2, 0, 1));
}

TEST_F(RigatoniMirror, NothingIsReadBehindTheBuffer) {
  geometry_.patches[0].indices->count = 5;
  EXPECT_EQ(Error(), "indices: the values lie outside of their buffer");
  geometry_.patches[0].indices->count = std::numeric_limits<uint64_t>::max();
  EXPECT_THAT(Error(), HasSubstr("outside of their buffer"));
  geometry_.patches[0].indices->offset = std::numeric_limits<uint64_t>::max();
  EXPECT_THAT(Error(), HasSubstr("outside of their buffer"));
  geometry_.patches[0].indices.reset();
  geometry_.patches[0].vertex_count = 4;
  EXPECT_EQ(Error(), "POSITION: the values lie outside of their buffer");
  geometry_.patches[0].vertex_count = std::numeric_limits<uint64_t>::max() / 12;
  EXPECT_THAT(Error(), HasSubstr("outside of their buffer"));
  view_.offset = 41;
  EXPECT_EQ(Error(), "a view begins behind the end of its buffer");
}

TEST_F(RigatoniMirror, WhatIsNotThereIsNamed) {
  geometry_.patches[0].indices->view = BufferViewID{7, 1};
  EXPECT_EQ(Error(),
            ToString(ComponentRef(BufferViewID{7, 1})) + " is not there");
}

// Entities in a cycle, and one whose parent is not there.
TEST_F(RigatoniMirror, EntitiesWithoutTheirParentStandAtTheTop) {
  Put(mirror_, EntityID{0, 0}, Entity{.name = "a", .parent = EntityID{1, 0}});
  Put(mirror_, EntityID{1, 0}, Entity{.name = "b", .parent = EntityID{0, 0}});
  Put(mirror_, EntityID{2, 0}, Entity{.name = "c", .parent = EntityID{7, 0}});
  Put(mirror_, EntityID{3, 0}, Entity{.name = "d", .parent = EntityID{2, 0}});
  const SceneData scene = Must(ReadScene(mirror_));
  Must(Validate(scene));
  std::map<std::string, std::string> parents;
  for (const SceneNode& node : scene.nodes) {
    parents[node.name] = node.parent ? scene.nodes[*node.parent].name : "";
  }
  EXPECT_EQ(parents, (std::map<std::string, std::string>{
                         {"a", ""}, {"b", "a"}, {"c", ""}, {"d", "c"}}));
  EXPECT_THAT(
      scene.warnings,
      ElementsAre(HasSubstr("Entity [7, 0] is not there; the entity stands at "
                            "the top"),
                  HasSubstr("the entity is its own ancestor")));
}

// One entity for each fault, and one that is sound.
TEST_F(RigatoniMirror, NoComponentSpoilsTheScene) {
  Must(Read());
  const auto draw = [](GeometryID id) {
    return Entity{.representation = RenderRepresentation{.mesh = id}};
  };
  Put(mirror_, EntityID{0, 0}, draw({0, 0}));
  Put(mirror_, EntityID{1, 0}, draw({9, 0}));  // no geometry
  // A geometry with one sound patch, one without bytes, and no material.
  Geometry partly = geometry_;
  partly.patches.push_back(partly.patches[0]);
  partly.patches[0].attributes[0].view = BufferViewID{8, 0};
  partly.patches[1].material = MaterialID{8, 0};
  Put(mirror_, GeometryID{1, 0}, partly);
  Put(mirror_, EntityID{2, 0}, draw({1, 0}));
  // A buffer that nobody fetches, drawn twice.
  Put(mirror_, BufferID{1, 0}, Buffer{.size = 40, .source = "http://host/0"});
  Put(mirror_, BufferViewID{1, 0},
      BufferView{.source_buffer = {1, 0}, .length = 36});
  Geometry far = geometry_;
  far.patches[0].attributes[0].view = BufferViewID{1, 0};
  Put(mirror_, GeometryID{2, 0}, far);
  Put(mirror_, EntityID{3, 0}, draw({2, 0}));
  Put(mirror_, EntityID{4, 0}, draw({2, 0}));
  // A material whose texture is not there; a light that is not there.
  Material material;
  material.normal_texture = TextureRef{.texture = {5, 0}};
  Put(mirror_, MaterialID{1, 0}, material);
  Geometry textured = geometry_;
  textured.patches[0].material = MaterialID{1, 0};
  Put(mirror_, GeometryID{3, 0}, textured);
  Entity lit = draw({3, 0});
  lit.lights = {LightID{6, 0}};
  Put(mirror_, EntityID{5, 0}, lit);
  // Instances outside of everything.
  Put(mirror_, EntityID{6, 0},
      Entity{.representation = RenderRepresentation{
                 .mesh = {0, 0},
                 .instances = InstanceSource{.view = BufferViewID{8, 0}}}});
  Put(mirror_, GeometryID{4, 0}, Geometry{});
  Put(mirror_, EntityID{7, 0}, draw({4, 0}));

  const SceneData scene = Must(ReadScene(mirror_));
  Must(Validate(scene));
  std::vector<std::optional<size_t>> parts;
  for (const SceneNode& node : scene.nodes) {
    parts.push_back(
        node.geometry
            ? std::optional(scene.geometries[*node.geometry].parts.size())
            : std::nullopt);
  }
  EXPECT_THAT(parts, ElementsAre(1, std::nullopt, 1, std::nullopt, std::nullopt,
                                 1, std::nullopt, std::nullopt));
  EXPECT_FALSE(
      scene.geometries[*scene.nodes[2].geometry].parts[0].material.has_value());
  for (const Material& read : scene.materials) {
    EXPECT_FALSE(read.normal_texture.has_value());
  }
  EXPECT_TRUE(scene.nodes[5].lights.empty());
  const auto warns = [&](const std::string& who, const std::string& why) {
    EXPECT_THAT(scene.warnings,
                ::testing::Contains(::testing::AllOf(::testing::StartsWith(who),
                                                     HasSubstr(why))));
  };
  warns("Entity [1, 0]: draws nothing: ", "Geometry [9, 0] is not there");
  warns("Geometry [1, 0]: ", "BufferView [8, 0] is not there");
  warns("Geometry [1, 0]: ", "Material [8, 0] is not there");
  warns("Geometry [2, 0]: ", "lie behind a location");
  warns("Entity [3, 0]: draws nothing: ", "lie behind a location");
  warns("Entity [4, 0]: draws nothing: ", "lie behind a location");
  warns("Material [1, 0]: ", "Texture [5, 0] is not there");
  warns("Entity [5, 0]: ", "Light [6, 0] is not there");
  warns("Entity [6, 0]: draws nothing: ", "BufferView [8, 0] is not there");
  warns("Entity [7, 0]: draws nothing: ", "has no patches");
}

TEST_F(RigatoniMirror, WarningsAreBounded) {
  for (uint32_t slot = 0; slot < 2000; ++slot) {
    Put(mirror_, EntityID{slot, 0}, Entity{.lights = {LightID{1, 0}}});
  }
  const SceneData scene = Must(ReadScene(mirror_));
  ASSERT_EQ(scene.warnings.size(), 1001u);
  EXPECT_EQ(scene.warnings.back(), "and 1000 more");
}

TEST_F(RigatoniMirror, InstancesAreWhatTheirViewHolds) {
  Must(Read());
  std::vector<Mat4> matrices(2, kIdentity);
  matrices[1][0] = 5;
  const Bytes bytes =
      Bytes::Copy(std::span(reinterpret_cast<const uint8_t*>(matrices.data()),
                            sizeof(Mat4) * matrices.size()));
  Put(mirror_, BufferID{1, 0}, Buffer{.size = bytes.size(), .source = bytes});
  Put(mirror_, BufferViewID{1, 0},
      BufferView{.source_buffer = {1, 0}, .length = 128});
  std::vector<std::string> warnings;
  const auto count = [&](uint64_t stride) -> absl::StatusOr<size_t> {
    Put(mirror_, EntityID{0, 0},
        Entity{.representation = RenderRepresentation{
                   .mesh = GeometryID{0, 0},
                   .instances = InstanceSource{.view = BufferViewID{1, 0},
                                               .stride = stride}}});
    const absl::StatusOr<SceneData> scene = ReadScene(mirror_);
    if (!scene.ok()) return scene.status();
    warnings = scene->warnings;
    return scene->nodes[0].instances.size();
  };
  EXPECT_EQ(Must(count(0)), 2u);
  EXPECT_EQ(Must(count(64)), 2u);
  EXPECT_EQ(Must(count(65)), 1u);
  EXPECT_EQ(Must(count(std::numeric_limits<uint64_t>::max())), 1u);
  EXPECT_EQ(Must(count(1)), 0u);
  EXPECT_THAT(warnings,
              ElementsAre("Entity [0, 0]: draws nothing: instances: a stride "
                          "of 1 bytes"));
}

TEST(ReadMirrorTest, ABufferElsewhereIsFetchedOnce) {
  Mirror mirror;
  Put(mirror, BufferID{0, 0}, Buffer{.size = 40, .source = "http://host/0"});
  Put(mirror, BufferViewID{0, 0},
      BufferView{.source_buffer = {0, 0}, .length = 36});
  Put(mirror, BufferViewID{1, 0},
      BufferView{.source_buffer = {0, 0}, .offset = 36, .length = 3});
  Put(mirror, MaterialID{0, 0}, Material{});
  Geometry geometry;
  GeometryPatch& patch = geometry.patches.emplace_back();
  patch.vertex_count = 3;
  patch.attributes.push_back(Positions());
  patch.material = {0, 0};
  patch.indices =
      Index{.view = BufferViewID{1, 0}, .count = 3, .format = Format::kU8};
  Put(mirror, GeometryID{0, 0}, geometry);
  std::vector<BufferID> asked;
  const BufferFetcher fetch = [&](BufferID id, const Buffer& buffer) {
    asked.push_back(id);
    return Bytes::Adopt(std::vector<uint8_t>(buffer.size));
  };
  Must(ReadGeometry(mirror, GeometryID{0, 0}, {.fetch = fetch}));
  EXPECT_THAT(asked, ElementsAre(BufferID{0, 0}));
}

// A client, as ReadScene needs it: a mirror, and fetches that a test answers.
class FetchingMirror {
 public:
  const Mirror& mirror() const { return mirror_; }
  Mirror& mirror() { return mirror_; }
  template <class Identifier>
  std::future<absl::StatusOr<Bytes>> Fetch(Identifier id) {
    asked_.push_back(ToString(ComponentRef(id)));
    std::promise<absl::StatusOr<Bytes>> promise;
    if (answers_) promise.set_value(SmallPng());
    unanswered_.push_back(std::move(promise));
    return unanswered_.back().get_future();
  }
  bool Await(std::future<absl::StatusOr<Bytes>>& result,
             std::chrono::milliseconds limit) {
    limits_.push_back(limit);
    return result.wait_for(std::chrono::seconds(0)) ==
           std::future_status::ready;
  }

  bool answers_ = true;
  std::vector<std::string> asked_;
  std::vector<std::chrono::milliseconds> limits_;

 private:
  Mirror mirror_;
  std::vector<std::promise<absl::StatusOr<Bytes>>> unanswered_;
};

// A triangle whose texture lies in `source`; its buffer lies at a location.
void PutTextured(Mirror& mirror, const Image& image) {
  Put(mirror, BufferID{0, 0},
      Buffer{.size = 1, .source = Location("http://host/0")});
  Put(mirror, BufferViewID{0, 0},
      BufferView{.source_buffer = {0, 0},
                 .type = BufferViewType::kImage,
                 .length = SmallPng().size()});
  Put(mirror, ImageID{0, 0}, image);
  Put(mirror, TextureID{0, 0}, Texture{.image = ImageID{0, 0}});
  Material material;
  material.pbr_info.base_color_texture = TextureRef{.texture = {0, 0}};
  Put(mirror, MaterialID{0, 0}, material);
  std::vector<uint8_t> corners(36);
  std::memcpy(corners.data(), Triangle().positions.data(), 36);
  Put(mirror, BufferID{1, 0},
      Buffer{.size = 36, .source = Bytes::Adopt(std::move(corners))});
  Put(mirror, BufferViewID{1, 0},
      BufferView{.source_buffer = {1, 0}, .length = 36});
  Geometry geometry;
  GeometryPatch& patch = geometry.patches.emplace_back();
  patch.vertex_count = 3;
  patch.attributes.push_back(Positions());
  patch.attributes[0].view = {1, 0};
  patch.material = {0, 0};
  Put(mirror, GeometryID{0, 0}, geometry);
  Put(mirror, EntityID{0, 0},
      Entity{.representation = RenderRepresentation{.mesh = {0, 0}}});
}

TEST(ReadMirrorTest, AClientFetchesBuffersAndImages) {
  for (const bool is_image : {false, true}) {
    FetchingMirror client;
    Image image;
    if (is_image) {
      image.source = Location("http://host/image.png");
    } else {
      image.source = BufferViewID{0, 0};
    }
    PutTextured(client.mirror(), image);
    const SceneData scene = Must(ReadScene(client));
    ASSERT_EQ(scene.textures.size(), 1u);
    EXPECT_EQ(scene.textures[0].image, SmallPng());
    EXPECT_THAT(client.asked_,
                ElementsAre(is_image ? "Image [0, 0]" : "Buffer [0, 0]"));
    EXPECT_EQ(Must(ReadGeometry(client, GeometryID{0, 0})).textures.size(), 1u);
    // The mirror alone says what it lacks.
    EXPECT_THAT(TextOf(ReadScene(client.mirror()).status()),
                HasSubstr("behind a location"));
  }
}

TEST(ReadMirrorTest, AFetchWithoutAnEndIsAnError) {
  FetchingMirror client;
  client.answers_ = false;
  PutTextured(client.mirror(), Image{.source = Location("http://host/i")});
  EXPECT_EQ(
      TextOf(ReadScene(client, {.fetch_limit = std::chrono::milliseconds(20)})
                 .status()),
      "Image [0, 0] was not fetched within 20 ms "
      "(ReadSceneOptions::fetch_limit)");
  EXPECT_THAT(client.limits_, ElementsAre(std::chrono::milliseconds(20)));
  // Functions of the program take precedence.
  const ImageFetcher own = [](ImageID, const Image&) { return SmallPng(); };
  Must(ReadScene(client, {.fetch_image = own}));
}

}  // namespace
}  // namespace noodles
