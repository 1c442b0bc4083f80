// ReplaceMesh: what it makes, what it deletes, and what it leaves.
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "geometry/geometry_testing.h"
#include "geometry/scene_testing.h"
#include "noodles/geometry/add_geometry.h"
#include "noodles/geometry/add_scene.h"
#include "noodles/geometry/instances.h"

namespace noodles {
namespace {

// The number of components of each kind that a mesh may consist of.
std::vector<size_t> Counts(const Document& document) {
  std::vector<size_t> counts;
  for (const ComponentKind kind :
       {ComponentKind::kEntity, ComponentKind::kGeometry,
        ComponentKind::kBuffer, ComponentKind::kBufferView,
        ComponentKind::kMaterial, ComponentKind::kTexture,
        ComponentKind::kImage, ComponentKind::kSampler}) {
    counts.push_back(document.Count(kind));
  }
  return counts;
}

class ReplaceMeshTest : public ::testing::Test {
 protected:
  ReplaceMeshTest() {
    mesh_.indices = {0, 1, 2};
    geometry_ = Must(AddGeometry(document_, mesh_, {.name = "ball"}));
    entity_ = Draw(geometry_);
  }

  EntityID Draw(GeometryID geometry) {
    return Must(document_.Create(
        Entity{.name = "ball",
               .representation = RenderRepresentation{.mesh = geometry}}));
  }
  MaterialID MaterialOf(GeometryID geometry) {
    return Must(document_.Get(geometry)).patches.at(0).material;
  }
  GeometryID Drawn(EntityID entity) {
    return std::get<RenderRepresentation>(
               Must(document_.Get(entity)).representation)
        .mesh;
  }

  Document document_;
  Mesh mesh_ = Triangle();
  GeometryID geometry_;
  EntityID entity_;
};

TEST_F(ReplaceMeshTest, LeavesNothingBehind) {
  const std::vector<size_t> before = Counts(document_);
  const size_t bytes = document_.total_bytes();
  const MaterialID material = MaterialOf(geometry_);
  for (int round = 1; round <= 5; ++round) {
    mesh_.positions[0][0] = static_cast<float>(-round);
    const GeometryID made = Must(ReplaceMesh(document_, entity_, mesh_));
    EXPECT_EQ(Drawn(entity_), made);
    EXPECT_EQ(Must(BoundsOf(document_, made)).min[0], -round);
    EXPECT_EQ(Counts(document_), before);
  }
  EXPECT_EQ(document_.total_bytes(), bytes);
  const Geometry last = Must(document_.Get(Drawn(entity_)));
  EXPECT_EQ(last.name, "ball geometry");
  EXPECT_EQ(last.patches[0].material, material);
  EXPECT_FALSE(document_.Contains(geometry_));
}

TEST_F(ReplaceMeshTest, AnotherMaterialTakesThePlaceOfTheFormer) {
  const std::vector<size_t> before = Counts(document_);
  const MaterialID red = Must(document_.Create(Material{.name = "red"}));
  const GeometryID made =
      Must(ReplaceMesh(document_, entity_, mesh_, {.name = "red ball"}, red));
  EXPECT_EQ(MaterialOf(made), red);
  EXPECT_EQ(Must(document_.Get(made)).name, "red ball geometry");
  EXPECT_EQ(Counts(document_), before);
}

TEST_F(ReplaceMeshTest, WhatOthersUseStays) {
  const EntityID other = Draw(geometry_);
  const MaterialID material = MaterialOf(geometry_);
  const MaterialID red = Must(document_.Create(Material{.name = "red"}));
  Must(ReplaceMesh(document_, entity_, mesh_, {}, red));
  EXPECT_EQ(Drawn(other), geometry_);
  EXPECT_TRUE(document_.Contains(geometry_));
  EXPECT_TRUE(document_.Contains(material));
  // The geometry was not marked for deletion, either.
  Must(document_.Delete(other));
  EXPECT_TRUE(document_.Contains(geometry_));

  // A material of two geometries, and a buffer that another view shows.
  const GeometryID second = Must(AddGeometry(document_, mesh_, {}, red));
  const EntityID drawing = Draw(second);
  const GeometryPatch patch = Must(document_.Get(second)).patches[0];
  const BufferView view = Must(document_.Get(patch.attributes[0].view));
  const BufferViewID shared = Must(document_.Create(
      BufferView{.source_buffer = view.source_buffer, .length = 4}));
  const MaterialID blue = Must(document_.Create(Material{.name = "blue"}));
  Must(ReplaceMesh(document_, drawing, mesh_, {}, blue));
  EXPECT_TRUE(document_.Contains(red));
  EXPECT_TRUE(document_.Contains(shared));
  EXPECT_TRUE(document_.Contains(view.source_buffer));
  EXPECT_FALSE(document_.Contains(patch.attributes[0].view));
  EXPECT_FALSE(document_.Contains(second));
}

TEST_F(ReplaceMeshTest, TexturesOfTheFormerMaterialGo) {
  const AddedScene added = Must(AddScene(document_, TestScene(), {}));
  const std::vector<size_t> before = Counts(document_);
  EntityID textured;
  for (const EntityID node : added.nodes) {
    const Entity entity = Must(document_.Get(node));
    const auto* render =
        std::get_if<RenderRepresentation>(&entity.representation);
    if (render == nullptr) continue;
    for (const GeometryPatch& patch :
         Must(document_.Get(render->mesh)).patches) {
      if (Must(document_.Get(patch.material)).pbr_info.base_color_texture) {
        textured = node;
      }
    }
  }
  const MaterialID plain = Must(document_.Create(Material{}));
  Must(ReplaceMesh(document_, textured, Triangle(), {}, plain));
  const std::vector<size_t> after = Counts(document_);
  // Texture, image and sampler.
  EXPECT_EQ(after[5], before[5] - 1);
  EXPECT_EQ(after[6], before[6] - 1);
  EXPECT_EQ(after[7], before[7] - 1);
}

TEST_F(ReplaceMeshTest, InstancesStay) {
  const std::vector<Instance> instances = {{.position = {1, 2, 3}}, {}};
  EntityUpdate update;
  update.representation = Must(AddInstances(document_, geometry_, instances));
  Must(document_.Update(entity_, update));
  const std::vector<size_t> before = Counts(document_);
  Must(ReplaceMesh(document_, entity_, mesh_));
  const auto shown = std::get<RenderRepresentation>(
      Must(document_.Get(entity_)).representation);
  ASSERT_TRUE(shown.instances);
  EXPECT_TRUE(document_.Contains(shown.instances->view));
  EXPECT_EQ(Counts(document_), before);
}

TEST_F(ReplaceMeshTest, AnEntityWithoutAGeometryGetsOne) {
  const EntityID empty = Must(document_.Create(
      Entity{.representation = TextRepresentation{.txt = "soon"}}));
  const GeometryID made = Must(ReplaceMesh(document_, empty, mesh_));
  EXPECT_EQ(Drawn(empty), made);
  EXPECT_NE(MaterialOf(made), MaterialOf(geometry_));
}

TEST_F(ReplaceMeshTest, AnErrorChangesNothing) {
  const std::vector<size_t> before = Counts(document_);
  Mesh bad = mesh_;
  bad.indices = {0, 1, 7};
  EXPECT_FALSE(ReplaceMesh(document_, entity_, bad).ok());
  EXPECT_EQ(ReplaceMesh(document_, EntityID{9, 0}, mesh_).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(ReplaceMesh(document_, entity_, mesh_, {}, MaterialID{9, 0})
                .status()
                .code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Counts(document_), before);
  EXPECT_EQ(Drawn(entity_), geometry_);
}

// A geometry that the program deletes while an entity draws it goes with the
// entity's reference.
TEST_F(ReplaceMeshTest, AGeometryThatWasDeletedBefore) {
  Must(document_.Delete(geometry_));
  EXPECT_TRUE(document_.Contains(geometry_));
  Must(ReplaceMesh(document_, entity_, mesh_));
  EXPECT_FALSE(document_.Contains(geometry_));
}

TEST_F(ReplaceMeshTest, UnusedComponentsAreDeletedOnlyIfNothingRefersToThem) {
  EXPECT_EQ(document_.DeleteUnused(geometry_).code(),
            absl::StatusCode::kFailedPrecondition);
  Must(document_.Delete(entity_));
  EXPECT_TRUE(document_.Contains(geometry_));
  Must(document_.DeleteUnused(geometry_));
  EXPECT_EQ(Counts(document_), std::vector<size_t>(8, 0));
  EXPECT_EQ(document_.DeleteUnused(geometry_).code(),
            absl::StatusCode::kNotFound);
}

// A document undoes a replacement with the transaction that it is part of.
TEST_F(ReplaceMeshTest, IsTakenBackWithItsTransaction) {
  const std::vector<size_t> before = Counts(document_);
  {
    const Transaction transaction(document_);
    Must(ReplaceMesh(document_, entity_, mesh_));
  }
  EXPECT_EQ(Counts(document_), before);
  EXPECT_EQ(Drawn(entity_), geometry_);
}

}  // namespace
}  // namespace noodles
