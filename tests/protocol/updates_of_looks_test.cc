// Updates of materials and lights always contain one key, because Penne
// requires it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "noodles/protocol/messages.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;

Material PlainMaterial() {
  Material material;
  material.pbr_info.base_color = {0.5f, 0.25f, 0, 1};
  return material;
}

TEST(MaterialUpdateTest, AlwaysCarriesPbrInfo) {
  Material after = PlainMaterial();
  after.use_alpha = true;
  MaterialUpdate expected;
  expected.pbr_info = PlainMaterial().pbr_info;
  expected.use_alpha = true;
  EXPECT_EQ(Diff(PlainMaterial(), after), expected);
}

TEST(MaterialUpdateTest, CarriesNothingWithoutAChange) {
  EXPECT_TRUE(IsEmpty(Diff(PlainMaterial(), PlainMaterial())));
  Material renamed = PlainMaterial();
  renamed.name = "other";
  std::vector<std::string_view> not_carried;
  EXPECT_TRUE(IsEmpty(Diff(PlainMaterial(), renamed, &not_carried)));
  EXPECT_THAT(not_carried, ElementsAre("name"));
}

TEST(MaterialUpdateTest, ReplacesEveryMember) {
  Material after;
  after.pbr_info.metallic = 0;
  after.pbr_info.base_color_texture = TextureRef{.texture = {1, 0}};
  after.normal_texture = TextureRef{.texture = {2, 0}};
  after.occlusion_texture = TextureRef{.texture = {3, 0}};
  after.occlusion_texture_factor = 0.5f;
  after.emissive_texture = TextureRef{.texture = {4, 0}};
  after.emissive_factor = {0, 0.5f, 1};
  after.use_alpha = true;
  after.alpha_cutoff = 0.25f;
  after.double_sided = true;
  Material changed = PlainMaterial();
  const MaterialUpdate update = Diff(PlainMaterial(), after);
  Apply(changed, update);
  EXPECT_EQ(changed, after);
  EXPECT_TRUE(update.pbr_info && update.normal_texture &&
              update.occlusion_texture && update.occlusion_texture_factor &&
              update.emissive_texture && update.emissive_factor &&
              update.use_alpha && update.alpha_cutoff && update.double_sided);
}

TEST(MaterialUpdateTest, NamesWhatItCannotCarry) {
  Material before = PlainMaterial();
  before.normal_texture.emplace();
  before.occlusion_texture.emplace();
  before.emissive_texture.emplace();
  std::vector<std::string_view> not_carried;
  EXPECT_TRUE(IsEmpty(Diff(before, PlainMaterial(), &not_carried)));
  EXPECT_THAT(not_carried, ElementsAre("normal_texture", "occlusion_texture",
                                       "emissive_texture"));
}

TEST(MaterialUpdateTest, TexturesOfPbrInfoCanBeTakenAway) {
  Material before = PlainMaterial();
  before.pbr_info.base_color_texture.emplace();
  std::vector<std::string_view> not_carried;
  const MaterialUpdate update = Diff(before, PlainMaterial(), &not_carried);
  EXPECT_THAT(not_carried, ElementsAre());
  Apply(before, update);
  EXPECT_EQ(before, PlainMaterial());
}

TEST(MaterialUpdateTest, Merge) {
  MaterialUpdate update;
  update.alpha_cutoff = 0.125f;
  update.use_alpha = true;
  MaterialUpdate later;
  later.pbr_info.emplace();
  later.use_alpha = false;
  Merge(update, later);
  MaterialUpdate expected;
  expected.pbr_info = PBRInfo();
  expected.use_alpha = false;
  expected.alpha_cutoff = 0.125f;
  EXPECT_EQ(update, expected);
}

TEST(LightUpdateTest, AlwaysCarriesColor) {
  Light before;
  before.color = {1, 0.5f, 0};
  Light after = before;
  after.intensity = 2;
  LightUpdate expected;
  expected.color = before.color;
  expected.intensity = 2.0f;
  EXPECT_EQ(Diff(before, after), expected);
  EXPECT_TRUE(IsEmpty(Diff(before, before)));
}

TEST(LightUpdateTest, ColorAlone) {
  Light after;
  after.color = {0, 0, 1};
  LightUpdate expected;
  expected.color = RGB{0, 0, 1};
  EXPECT_EQ(Diff(Light(), after), expected);
  Light changed;
  Apply(changed, expected);
  EXPECT_EQ(changed, after);
}

TEST(LightUpdateTest, KindOfLightCannotChange) {
  Light before;
  before.type = SpotLight();
  Light after;
  after.name = "lamp";
  after.type = PointLight();
  std::vector<std::string_view> not_carried;
  EXPECT_TRUE(IsEmpty(Diff(before, after, &not_carried)));
  EXPECT_THAT(not_carried, ElementsAre("name", "type"));
}

TEST(LightUpdateTest, Merge) {
  LightUpdate update;
  update.color = RGB{1, 0, 0};
  update.intensity = 1.0f;
  LightUpdate later;
  later.intensity = 3.0f;
  Merge(update, later);
  EXPECT_EQ(update.color, (RGB{1, 0, 0}));
  EXPECT_EQ(update.intensity, 3.0f);
}

}  // namespace
}  // namespace noodles
