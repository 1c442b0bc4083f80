// Default values of components, and their traits.
#include <gtest/gtest.h>

#include <concepts>
#include <string>
#include <variant>

#include "noodles/protocol/messages.h"
#include "noodles/protocol/traits.h"

namespace noodles {
namespace {

TEST(DefaultsTest, AreThoseOfTheSpecification) {
  const TextRepresentation text;
  EXPECT_EQ(text.font, "Arial");
  EXPECT_EQ(text.height, 0.25f);
  EXPECT_EQ(text.width, -1.0f);
  const WebRepresentation web;
  EXPECT_EQ(web.height, 0.5f);
  EXPECT_EQ(web.width, 0.5f);
  EXPECT_EQ(InstanceSource().stride, 0u);
  EXPECT_TRUE(Entity().visible);
  EXPECT_EQ(TextureRef().texture_coord_slot, 0u);
  const SpotLight spot;
  EXPECT_EQ(spot.range, -1.0f);
  EXPECT_EQ(spot.inner_cone_angle_rad, 0.0f);
  EXPECT_EQ(spot.outer_cone_angle_rad, 0.7853981633974483f);
  EXPECT_EQ(PointLight().range, -1.0f);
  EXPECT_EQ(DirectionalLight().range, -1.0f);
  const Light light;
  EXPECT_EQ(light.color, (RGB{1, 1, 1}));
  EXPECT_EQ(light.intensity, 1.0f);
  EXPECT_FALSE(Attribute().normalized);
}

TEST(DefaultsTest, Material) {
  const Material material;
  EXPECT_EQ(material.pbr_info.base_color, (RGBA{1, 1, 1, 1}));
  EXPECT_EQ(material.pbr_info.metallic, 1.0f);
  EXPECT_EQ(material.pbr_info.roughness, 1.0f);
  EXPECT_EQ(material.occlusion_texture_factor, 1.0f);
  EXPECT_EQ(material.emissive_factor, (Vec3{1, 1, 1}));
  EXPECT_FALSE(material.use_alpha);
  EXPECT_EQ(material.alpha_cutoff, 0.5f);
  EXPECT_FALSE(material.double_sided);
}

TEST(DefaultsTest, Sampler) {
  const Sampler sampler;
  EXPECT_EQ(sampler.mag_filter, MagFilter::kLinear);
  EXPECT_EQ(sampler.min_filter, MinFilter::kLinearMipmapLinear);
  EXPECT_EQ(sampler.wrap_s, SamplerMode::kRepeat);
  EXPECT_EQ(sampler.wrap_t, SamplerMode::kRepeat);
}

TEST(DefaultsTest, IdentifiersAreNull) {
  EXPECT_TRUE(MsgEntityCreate().id.is_null());
  EXPECT_TRUE(RenderRepresentation().mesh.is_null());
}

TEST(EqualityTest, LooksAtEveryMember) {
  MsgEntityCreate a{{1, 2}, {}};
  MsgEntityCreate b = a;
  EXPECT_EQ(a, b);
  b.id.gen = 3;
  EXPECT_NE(a, b);
  b = a;
  b.content.visible = false;
  EXPECT_NE(a, b);
  b = a;
  b.content.representation = TextRepresentation();
  EXPECT_NE(a, b);
}

TEST(TraitsTest, TieMessagesToComponents) {
  using Entities = ComponentTraits<Entity>;
  EXPECT_TRUE((std::same_as<Entities::Identifier, EntityID>));
  EXPECT_TRUE((std::same_as<Entities::Update, EntityUpdate>));
  EXPECT_TRUE((std::same_as<Entities::CreateMessage, MsgEntityCreate>));
  EXPECT_TRUE((std::same_as<Entities::UpdateMessage, MsgEntityUpdate>));
  EXPECT_TRUE((std::same_as<Entities::DeleteMessage, MsgEntityDelete>));
  EXPECT_EQ(Entities::kKind, ComponentKind::kEntity);
  EXPECT_TRUE((std::same_as<ComponentTraits<Buffer>::Update, void>));
  EXPECT_TRUE((std::same_as<ComponentTraits<Buffer>::UpdateMessage, void>));
}

TEST(TraitsTest, Numbers) {
  EXPECT_EQ(MessageTraits<MsgMethodCreate>::kNumber, 0u);
  EXPECT_EQ(MessageTraits<MsgEntityUpdate>::kNumber, 5u);
  EXPECT_EQ(MessageTraits<MsgDocumentInitialized>::kNumber, 35u);
  EXPECT_EQ(MessageTraits<MsgPhysicsDelete>::kNumber, 37u);
  EXPECT_EQ(MessageTraits<MsgIntroduction>::kNumber, 0u);
  EXPECT_EQ(MessageTraits<MsgInvokeMethod>::kNumber, 1u);
}

}  // namespace
}  // namespace noodles
