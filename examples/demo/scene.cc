#include "scene.h"

#include <cmath>
#include <numbers>
#include <string>
#include <utility>
#include <variant>

#include "cube.h"

namespace demo {
namespace {

using noodles::Mat4;
using noodles::Vec3;

constexpr float kFullTurn = 2.0f * std::numbers::pi_v<float>;

// Matrices are column-major: the last four numbers are the position.
Mat4 At(const Vec3& place) {
  return {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, place[0], place[1], place[2], 1};
}

Mat4 TurnedAboutX(float radians) {
  const float c = std::cos(radians);
  const float s = std::sin(radians);
  return {1, 0, 0, 0, 0, c, s, 0, 0, -s, c, 0, 0, 0, 0, 1};
}

Mat4 TurnedAboutY(float radians, const Vec3& place) {
  const float c = std::cos(radians);
  const float s = std::sin(radians);
  return {c, 0, -s, 0, 0, 1, 0, 0, s, 0, c, 0, place[0], place[1], place[2], 1};
}

}  // namespace

Scene::Scene(noodles::Server& server)
    : server_(server), document_(server.document()) {
  AddLight();
  AddTitle();
  AddTurntable();
  AddSpin();
}

void Scene::AddLight() {
  const noodles::LightID light =
      document_
          .Create(noodles::Light{.name = "sunlight",
                                 .color = {1.0f, 0.95f, 0.85f},
                                 .type = noodles::DirectionalLight{}})
          .value();
  // It shines down the -Z of its entity: turned, down and away from the viewer.
  document_
      .Create(noodles::Entity{.name = "sun",
                              .transform = TurnedAboutX(-kFullTurn / 6),
                              .lights = {light}})
      .value();
}

void Scene::AddTitle() {
  // Text faces -Z; half a turn makes it face a viewer in front.
  document_
      .Create(noodles::Entity{
          .name = "title",
          .transform = TurnedAboutY(kFullTurn / 2, {0.0f, 1.5f, 0.0f}),
          .representation = noodles::TextRepresentation{.txt = "Linguine"}})
      .value();
}

void Scene::AddTurntable() {
  turntable_ = document_.Create(noodles::Entity{.name = "turntable"}).value();
  const noodles::MethodID set_position = DefineSetPosition();
  const CubeViews views = CreateCubeViews(document_);
  const std::pair<std::string, noodles::RGBA> cubes[] = {
      {"tomato", {0.80f, 0.10f, 0.05f, 1.0f}},
      {"basil", {0.08f, 0.40f, 0.10f, 1.0f}},
      {"parmesan", {0.90f, 0.75f, 0.35f, 1.0f}}};
  float angle = 0.0f;
  for (const auto& [name, color] : cubes) {
    document_
        .Create(noodles::Entity{
            .name = name,
            .parent = turntable_,
            .transform =
                At({1.5f * std::sin(angle), 0, 1.5f * std::cos(angle)}),
            .representation =
                noodles::RenderRepresentation{
                    .mesh = CreateCube(document_, views, name, color)},
            .methods_list = {set_position}})
        .value();
    angle += kFullTurn / 3;
  }
}

void Scene::AddSpin() {
  const auto spin = [this](float turns_per_minute) -> absl::Status {
    if (!std::isfinite(turns_per_minute)) {
      return absl::InvalidArgumentError("turns_per_minute must be finite");
    }
    turns_per_minute_ = turns_per_minute;
    return absl::OkStatus();
  };
  server_
      .AddMethod("spin", "Sets how fast the table turns; 0 stops it", spin,
                 {"turns_per_minute"})
      .value();
}

noodles::MethodID Scene::DefineSetPosition() {
  const auto set_position = [](noodles::CallContext& call,
                               const Vec3& position) -> absl::Status {
    // Attached to entities alone, so that is what it is called on.
    const auto cube = std::get<noodles::EntityID>(call.target->target);
    return call.document.Update(cube, {.transform = At(position)});
  };
  const noodles::Method method = {.name = "noo::set_position",
                                  .doc = "Puts the cube elsewhere on the table",
                                  .arg_doc = {{.name = "position",
                                               .doc = "x, y, z on the table",
                                               .editor_hint = "noo::array"}}};
  return server_
      .DefineMethod(method, noodles::MakeMethod(set_position, {"position"}))
      .value();
}

void Scene::Advance(std::chrono::duration<float> time) {
  angle_ += turns_per_minute_ / 60.0f * kFullTurn * time.count();
  angle_ = std::remainder(angle_, kFullTurn);
  document_.Update(turntable_, {.transform = TurnedAboutY(angle_, {0, 0, 0})})
      .IgnoreError();
}

}  // namespace demo
