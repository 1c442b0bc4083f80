// The references of components, in the order of the specification.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "noodles/protocol/messages.h"
#include "noodles/protocol/traits.h"

namespace noodles {

void PrintTo(const Reference& reference, std::ostream* out) {
  *out << reference.member << " -> " << ToString(reference.target.kind) << " ["
       << reference.target.slot << ", " << reference.target.gen << "]";
}

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <class Component>
std::vector<Reference> References(const Component& component) {
  std::vector<Reference> references;
  AppendReferences(component, references);
  return references;
}

TEST(ReferencesTest, EntityInOrder) {
  Entity entity;
  entity.parent = EntityID{1, 0};
  entity.representation = RenderRepresentation{
      .mesh = {2, 0}, .instances = InstanceSource{.view = {3, 0}}};
  entity.lights = {{4, 0}, {4, 1}};
  entity.tables = {{5, 0}};
  entity.plots = {{6, 0}};
  entity.methods_list = {{7, 0}};
  entity.signals_list = {{8, 0}};
  entity.physics = {{9, 0}};
  EXPECT_THAT(
      References(entity),
      ElementsAre(Reference{EntityID{1, 0}, "parent"},
                  Reference{GeometryID{2, 0}, "render_rep.mesh"},
                  Reference{BufferViewID{3, 0}, "render_rep.instances.view"},
                  Reference{LightID{4, 0}, "lights"},
                  Reference{LightID{4, 1}, "lights"},
                  Reference{TableID{5, 0}, "tables"},
                  Reference{PlotID{6, 0}, "plots"},
                  Reference{MethodID{7, 0}, "methods_list"},
                  Reference{SignalID{8, 0}, "signals_list"},
                  Reference{PhysicsID{9, 0}, "physics"}));
}

TEST(ReferencesTest, EntityWithoutAny) {
  EXPECT_THAT(References(Entity()), IsEmpty());
  Entity entity;
  entity.representation = TextRepresentation{.txt = "text"};
  EXPECT_THAT(References(entity), IsEmpty());
  entity.representation = RenderRepresentation{.mesh = {2, 0}};
  EXPECT_THAT(References(entity),
              ElementsAre(Reference{GeometryID{2, 0}, "render_rep.mesh"}));
}

TEST(ReferencesTest, MaterialTextures) {
  const auto texture = [](uint32_t slot) {
    return TextureRef{.texture = {slot, 0}};
  };
  Material material;
  material.pbr_info.base_color_texture = texture(1);
  material.pbr_info.metal_rough_texture = texture(2);
  material.normal_texture = texture(3);
  material.occlusion_texture = texture(4);
  material.emissive_texture = texture(5);
  EXPECT_THAT(
      References(material),
      ElementsAre(
          Reference{TextureID{1, 0}, "pbr_info.base_color_texture.texture"},
          Reference{TextureID{2, 0}, "pbr_info.metal_rough_texture.texture"},
          Reference{TextureID{3, 0}, "normal_texture.texture"},
          Reference{TextureID{4, 0}, "occlusion_texture.texture"},
          Reference{TextureID{5, 0}, "emissive_texture.texture"}));
  EXPECT_THAT(References(Material()), IsEmpty());
}

TEST(ReferencesTest, GeometryPatchByPatch) {
  GeometryPatch first;
  first.attributes = {{.view = {1, 0}}, {.view = {2, 0}}};
  first.indices = Index{.view = {3, 0}};
  first.material = {4, 0};
  GeometryPatch second;
  second.attributes = {{.view = {5, 0}}};
  second.material = {6, 0};
  EXPECT_THAT(
      References(Geometry{.patches = {first, second}}),
      ElementsAre(Reference{BufferViewID{1, 0}, "patches.attributes.view"},
                  Reference{BufferViewID{2, 0}, "patches.attributes.view"},
                  Reference{BufferViewID{3, 0}, "patches.indices.view"},
                  Reference{MaterialID{4, 0}, "patches.material"},
                  Reference{BufferViewID{5, 0}, "patches.attributes.view"},
                  Reference{MaterialID{6, 0}, "patches.material"}));
}

TEST(ReferencesTest, TheOthers) {
  Plot plot;
  plot.table = TableID{1, 0};
  plot.methods_list = {{2, 0}};
  plot.signals_list = {{3, 0}};
  EXPECT_THAT(References(plot),
              ElementsAre(Reference{TableID{1, 0}, "table"},
                          Reference{MethodID{2, 0}, "methods_list"},
                          Reference{SignalID{3, 0}, "signals_list"}));
  Table table;
  table.methods_list = {{1, 0}};
  table.signals_list = {{2, 0}};
  EXPECT_THAT(References(table),
              ElementsAre(Reference{MethodID{1, 0}, "methods_list"},
                          Reference{SignalID{2, 0}, "signals_list"}));
  EXPECT_THAT(References(BufferView{.source_buffer = {1, 2}}),
              ElementsAre(Reference{BufferID{1, 2}, "source_buffer"}));
  EXPECT_THAT(References(Image{.source = BufferViewID{1, 2}}),
              ElementsAre(Reference{BufferViewID{1, 2}, "buffer_source"}));
  EXPECT_THAT(References(Image{.source = Location("http://a/b")}), IsEmpty());
  EXPECT_THAT(References(Texture{.image = {1, 0}, .sampler = SamplerID{2, 0}}),
              ElementsAre(Reference{ImageID{1, 0}, "image"},
                          Reference{SamplerID{2, 0}, "sampler"}));
  Physics physics;
  physics.stream_flow.emplace().data = {7, 0};
  EXPECT_THAT(References(physics),
              ElementsAre(Reference{BufferViewID{7, 0}, "stream_flow.data"}));
  EXPECT_THAT(References(Method()), IsEmpty());
  EXPECT_THAT(References(Signal()), IsEmpty());
  EXPECT_THAT(References(Buffer()), IsEmpty());
  EXPECT_THAT(References(Sampler()), IsEmpty());
  EXPECT_THAT(References(Light()), IsEmpty());
}

TEST(ReferencesTest, AreAppended) {
  std::vector<Reference> references = {{MethodID{9, 9}, "before"}};
  AppendReferences(BufferView{.source_buffer = {1, 2}}, references);
  EXPECT_THAT(references,
              ElementsAre(Reference{MethodID{9, 9}, "before"},
                          Reference{BufferID{1, 2}, "source_buffer"}));
}

}  // namespace
}  // namespace noodles
