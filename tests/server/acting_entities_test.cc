#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/server/ready/transforms.h"
#include "server/server_testing.h"

namespace noodles {
namespace {

using ::testing::FloatNear;
using ::testing::Pointwise;

auto IsNear(const Mat4& expected) {
  return Pointwise(FloatNear(1e-6f), expected);
}

// Scaled by 2, 3 and 4, turned by 90 degrees around z, moved to (5, 6, 7): the
// x axis becomes y, and the y axis -x.
constexpr Mat4 kPose = {0, 2, 0, 0, -3, 0, 0, 0, 0, 0, 4, 0, 5, 6, 7, 1};
const float kHalf = std::sqrt(0.5f);

TEST(TransformsTest, APositionKeepsTheRest) {
  EXPECT_EQ(server_internal::WithPosition(kPose, {1, -2, 3}),
            (Mat4{0, 2, 0, 0, -3, 0, 0, 0, 0, 0, 4, 0, 1, -2, 3, 1}));
}

TEST(TransformsTest, ARotationKeepsScaleAndPosition) {
  // 90 degrees around x: y becomes z, z becomes -y.
  EXPECT_THAT(server_internal::WithRotation(kPose, {kHalf, 0, 0, kHalf}),
              IsNear({2, 0, 0, 0, 0, 0, 3, 0, 0, -4, 0, 0, 5, 6, 7, 1}));
  // 90 degrees around y: x becomes -z, z becomes x. Of any length.
  EXPECT_THAT(server_internal::WithRotation(kPose, {0, 3, 0, 3}),
              IsNear({0, 0, -2, 0, 0, 3, 0, 0, 4, 0, 0, 0, 5, 6, 7, 1}));
  // 90 degrees around z is what it has.
  EXPECT_THAT(server_internal::WithRotation(kPose, {0, 0, kHalf, kHalf}),
              IsNear(kPose));
  // A mirrored transform stays mirrored.
  Mat4 mirrored = server_internal::kIdentityTransform;
  mirrored[10] = -1;
  const Mat4 turned = server_internal::WithRotation(mirrored, {0, 0, 0, 1});
  EXPECT_THAT(turned,
              IsNear({-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}));
}

TEST(TransformsTest, AScaleKeepsRotationAndPosition) {
  EXPECT_THAT(server_internal::WithScale(kPose, {1, 1, 0.5f}),
              IsNear({0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 0.5f, 0, 5, 6, 7, 1}));
  // Flat, and back again: the normal of the other axes.
  const Mat4 flat = server_internal::WithScale(kPose, {2, 3, 0});
  EXPECT_THAT(flat, IsNear({0, 2, 0, 0, -3, 0, 0, 0, 0, 0, 0, 0, 5, 6, 7, 1}));
  EXPECT_THAT(server_internal::WithScale(flat, {2, 3, 4}), IsNear(kPose));
  EXPECT_THAT(server_internal::WithScale(
                  server_internal::WithScale(kPose, {0, 0, 0}), {2, 3, 4}),
              IsNear({2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0, 5, 6, 7, 1}));
}

class ActingEntitiesTest : public ServerTest {
 protected:
  MsgMethodReply Call(std::string_view method, EntityID entity,
                      std::vector<Any> arguments) {
    return client().Call(document().FindByName<Method>(method).value(),
                         std::move(arguments), InvokeIDType{entity});
  }
  std::optional<Transformation> TransformOf(EntityID entity) {
    return Must(document().Get(entity)).transform;
  }
};

TEST_F(ActingEntitiesTest, MovingReachesAllClients) {
  const auto movable = std::make_shared<Movable>();
  const EntityID plain = Must(document().Create(Entity{}));
  const EntityID posed = Must(document().Create(Entity{.transform = kPose}));
  Must(server_->Implement(plain, movable));
  Must(server_->Implement(posed, movable));
  const auto watcher = MakeClient();
  watcher->Join();
  EXPECT_EQ(Call("noo::set_position", plain, {Any::Array{1, 2, 3}}).outcome,
            decltype(MsgMethodReply::outcome)());
  EXPECT_EQ(std::get<Mat4>(*TransformOf(plain)),
            (Mat4{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 2, 3, 1}));
  Call("noo::set_rotation", posed, {Any::Array{kHalf, 0, 0, kHalf}});
  Call("noo::set_scale", posed, {Any::Array{1, 1, 2}});
  EXPECT_THAT(std::get<Mat4>(*TransformOf(posed)),
              IsNear({1, 0, 0, 0, 0, 0, 1, 0, 0, -2, 0, 0, 5, 6, 7, 1}));
  for (int i = 0; i < 3; ++i) watcher->ReceiveOne();
  ExpectEqual(watcher->mirror(), document());
  ExpectEqual(client().mirror(), document());
}

TEST_F(ActingEntitiesTest, PartsStayParts) {
  const EntityID entity = Must(document().Create(
      Entity{.transform = WorldCoord{.position = Vec3{1, 2, 3},
                                     .anchor = QRAnchor{"desk"}}}));
  Must(server_->Implement(entity, std::make_shared<Movable>()));
  Call("noo::set_rotation", entity, {Any::Array{0, 0, 0, 2}});
  Call("noo::set_scale", entity, {Any::Array{2, 2, 2}});
  Call("noo::set_position", entity, {Any::Array{4, 5, 6}});
  EXPECT_EQ(std::get<WorldCoord>(*TransformOf(entity)),
            (WorldCoord{.position = Vec3{4, 5, 6},
                        .rotation = Vec4{0, 0, 0, 2},
                        .scale = Vec3{2, 2, 2},
                        .anchor = QRAnchor{"desk"}}));
}

TEST_F(ActingEntitiesTest, WhatCannotBeAPoseIsRefused) {
  const EntityID entity = Must(document().Create(Entity{}));
  Must(server_->Implement(entity, std::make_shared<Movable>()));
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(ExceptionOf(Call("noo::set_position", entity,
                             {Any::Array{0.0f, kInfinity, 0.0f}})),
            "-32602 argument position: expected finite numbers");
  EXPECT_EQ(
      ExceptionOf(Call("noo::set_rotation", entity, {Any::Array{0, 0, 0, 0}})),
      "-32602 argument rotation: expected a length above 0");
  EXPECT_EQ(ExceptionOf(Call("noo::set_scale", entity, {Any::Array{1, 2}})),
            "-32602 argument scale: expected array of 3, found array of 2");
  EXPECT_FALSE(TransformOf(entity).has_value());
  Must(server_->Implement(std::make_shared<Movable>()));
  EXPECT_EQ(ExceptionOf(client().Call(
                document().FindByName<Method>("noo::set_scale").value(),
                {Any::Array{1, 2, 3}})),
            "-32600 this is a method of entities");
}

TEST_F(ActingEntitiesTest, ActivationByNameByIndexAndByNeither) {
  std::string done;
  const auto note = [&](const std::string& what) {
    return [&done, what](CallContext& context) {
      done += what + std::to_string(context.entity()->slot) + " ";
      return absl::OkStatus();
    };
  };
  const EntityID entity = Must(document().Create(Entity{}));
  Must(server_->Implement(
      entity, std::make_shared<Activator>(std::vector<Activator::Choice>{
                  {"on", note("on")},
                  {"off", note("off")},
                  {"fail", [](CallContext&) { return Internal("fuse"); }}})));
  EXPECT_EQ(ResultOf(Call("noo::get_activation_choices", entity, {})),
            (Any::Array{"on", "off", "fail"}));
  Call("noo::activate", entity, {});
  Call("noo::activate", entity, {"off"});
  Call("noo::activate", entity, {1});
  Call("noo::activate", entity, {0});
  EXPECT_EQ(done, "on0 off0 off0 on0 ");
  EXPECT_EQ(ExceptionOf(Call("noo::activate", entity, {"fail"})),
            "-32603 fuse");
  EXPECT_EQ(ExceptionOf(Call("noo::activate", entity, {"dim"})),
            "-32602 argument choice: there is no \"dim\"");
  EXPECT_EQ(ExceptionOf(Call("noo::activate", entity, {3})),
            "-32602 argument choice: there is no choice 3 of 3");
  EXPECT_EQ(ExceptionOf(Call("noo::activate", entity, {-1})),
            "-32602 argument choice: there is no choice -1 of 3");
}

TEST_F(ActingEntitiesTest, OptionsAreLookedAtAndSet) {
  const auto options =
      std::make_shared<EntityVariables>(std::vector<EntityVariables::Variable>{
          {.key = "colour", .value = "red", .options = {"red", "green"}},
          {.key = "speed", .value = 1.0, .options = {1.0, 2.0}},
          {.key = "note",
           .value = "",
           .on_set = [](CallContext&, const Any& value) {
             return value.is_text() ? absl::OkStatus()
                                    : InvalidArgument("no text");
           }}});
  const EntityID entity = Must(document().Create(Entity{}));
  Must(server_->Implement(entity, options));
  EXPECT_EQ(ResultOf(Call("noo::get_var_keys", entity, {})),
            (Any::Array{"colour", "speed", "note"}));
  EXPECT_EQ(ResultOf(Call("noo::get_var_options", entity, {})),
            (Any::Array{"red", "green"}));
  EXPECT_EQ(ResultOf(Call("noo::get_var_value", entity, {"speed"})), Any(1.0));
  EXPECT_EQ(ResultOf(Call("noo::set_var_value", entity, {"green"})), Any(true));
  EXPECT_EQ(ResultOf(Call("noo::set_var_value", entity, {"blue"})), Any(false));
  EXPECT_EQ(Must(options->Get("colour")), Any("green"));
  EXPECT_EQ(ResultOf(Call("noo::set_var_value", entity, {2, "speed"})),
            Any(true));
  EXPECT_EQ(Must(options->Get("speed")), Any(2.0));
  EXPECT_EQ(ExceptionOf(Call("noo::set_var_value", entity, {1, "note"})),
            "-32602 no text");
  EXPECT_EQ(Must(options->Get("note")), Any(""));
  EXPECT_EQ(ExceptionOf(Call("noo::get_var_value", entity, {"size"})),
            "-32602 argument key: there is no variable \"size\"");
  EXPECT_EQ(TextOf(options->Get("size").status()),
            "argument key: there is no variable \"size\"");
}

}  // namespace
}  // namespace noodles
