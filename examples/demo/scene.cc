#include "scene.h"

#include <noodles/base/logging.h>

#include <cmath>
#include <memory>
#include <numbers>
#include <string>
#include <utility>

#include "point_plot_server/lorenz.h"
#include "point_plot_server/point_plot.h"

namespace demo {
namespace {

using noodles::Mat4;
using noodles::Mesh;
using noodles::Vec3;

constexpr float kFullTurn = 2.0f * std::numbers::pi_v<float>;
constexpr float kTableRadius = 1.1f;  // metres
constexpr float kTableHeight = 0.06f;
constexpr noodles::ColorMap kPlotColors = noodles::ColorMap::kPlasma;

// A translation matrix with scale. Matrices are column-major: the last four
// numbers are the position.
Mat4 At(const Vec3& place, float scale = 1.0f) {
  return {scale, 0, 0,     0, 0,        scale,    0,        0,
          0,     0, scale, 0, place[0], place[1], place[2], 1};
}

Mat4 TurnedAboutX(float radians) {
  const float c = std::cos(radians);
  const float s = std::sin(radians);
  return {1, 0, 0, 0, 0, c, s, 0, 0, -s, c, 0, 0, 0, 0, 1};
}

Mat4 TurnedAboutY(float radians) {
  const float c = std::cos(radians);
  const float s = std::sin(radians);
  return {c, 0, -s, 0, 0, 1, 0, 0, s, 0, c, 0, 0, 0, 0, 1};
}

// A grid of strips of triangles in x and z, with its front to +Y. Orzo ends at
// a mesh of lines, which noodles::Grid makes.
Mesh FloorGrid(float size, int cells) {
  constexpr float kHalfWidth = 0.008f;
  const float end = size / 2;
  Mesh mesh;
  const auto add_strip = [&mesh](float left, float right, float back,
                                 float front) {
    const auto first = static_cast<uint32_t>(mesh.positions.size());
    mesh.positions.insert(mesh.positions.end(), {{left, 0, back},
                                                 {left, 0, front},
                                                 {right, 0, front},
                                                 {right, 0, back}});
    mesh.normals.insert(mesh.normals.end(), 4, Vec3{0, 1, 0});
    for (const uint32_t corner : {0, 1, 2, 0, 2, 3}) {
      mesh.indices.push_back(first + corner);
    }
  };
  for (int i = 0; i <= cells; ++i) {
    const float at =
        size * static_cast<float>(i) / static_cast<float>(cells) - end;
    add_strip(at - kHalfWidth, at + kHalfWidth, -end, end);
    add_strip(-end, end, at - kHalfWidth, at + kHalfWidth);
  }
  return mesh;
}

noodles::RenderRepresentation Show(noodles::Document& document,
                                   const std::string& name, const Mesh& mesh,
                                   const noodles::RGBA& color,
                                   float roughness = 0.6f) {
  noodles::GeometryOptions options{.name = name};
  options.material.name = name + " paint";
  options.material.pbr_info = {
      .base_color = color, .metallic = 0.0f, .roughness = roughness};
  return {.mesh = noodles::AddGeometry(document, mesh, options).value()};
}

}  // namespace

Scene::Scene(noodles::Server& server, const std::filesystem::path& model)
    : server_(server), document_(server.document()) {
  // The images come before all geometries: Orzo needs that (add_geometry.h).
  AddColors();
  turntable_ = document_.Create(noodles::Entity{.name = "turntable"}).value();
  AddModel(model);
  AddLights();
  AddFloor();
  AddTitle();
  AddTable();
  AddPlot();
  AddSpin();
}

void Scene::AddColors() {
  const absl::StatusOr<noodles::TextureID> colors =
      examples::AddPlotTexture(document_, kPlotColors);
  if (colors.ok()) plot_colors_ = *colors;
}

void Scene::AddLights() {
  const noodles::LightID sun =
      document_
          .Create(noodles::Light{.name = "sunlight",
                                 .color = {1.0f, 0.95f, 0.85f},
                                 .type = noodles::DirectionalLight{}})
          .value();
  // A directional light shines along the -Z axis of its entity. The rotation
  // points it downwards, away from the viewer.
  document_
      .Create(noodles::Entity{.name = "sun",
                              .transform = TurnedAboutX(-kFullTurn / 6),
                              .lights = {sun}})
      .value();
  const noodles::LightID lamp =
      document_
          .Create(noodles::Light{.name = "lamplight",
                                 .color = {1.0f, 0.7f, 0.4f},
                                 .intensity = 4.0f,
                                 .type = noodles::PointLight{}})
          .value();
  document_
      .Create(noodles::Entity{.name = "lamp",
                              .transform = At({-1.5f, 1.8f, 1.5f}),
                              .lights = {lamp}})
      .value();
}

void Scene::AddFloor() {
  document_
      .Create(noodles::Entity{
          .name = "floor",
          .representation = Show(document_, "floor", FloorGrid(8.0f, 16),
                                 {0.25f, 0.27f, 0.30f, 1.0f})})
      .value();
}

void Scene::AddTitle() {
  noodles::Entity title =
      noodles::TextPlane("Linguine", {.position = {0, 1.75f, -0.4f}}, 0.35f);
  title.name = "title";
  document_.Create(std::move(title)).value();
}

void Scene::AddPart(const std::string& name, const Mesh& mesh,
                    const noodles::RGBA& color, float angle) {
  const float away = kTableRadius * 0.75f;
  const noodles::EntityID part =
      document_
          .Create(noodles::Entity{
              .name = name,
              .parent = turntable_,
              .transform = At({away * std::sin(angle), kTableHeight + 0.15f,
                               away * std::cos(angle)}),
              .representation = Show(document_, name, mesh, color)})
          .value();
  const absl::Status status =
      server_.Implement(part, std::make_shared<noodles::Movable>());
  if (!status.ok()) {
    noodles::Log(noodles::LogSeverity::kError, "demo", status.ToString());
  }
}

void Scene::AddTable() {
  document_
      .Create(noodles::Entity{
          .name = "table top",
          .parent = turntable_,
          .transform = At({0, kTableHeight / 2, 0}),
          .representation = Show(document_, "table top",
                                 noodles::Cylinder({.radius = kTableRadius,
                                                    .height = kTableHeight,
                                                    .segments = 64}),
                                 {0.30f, 0.17f, 0.09f, 1.0f}, 0.4f)})
      .value();
  AddPart("tomato", noodles::Sphere({.radius = 0.15f}),
          {0.80f, 0.07f, 0.03f, 1.0f}, 0.0f);
  AddPart("basil", noodles::Cone({.radius = 0.13f, .height = 0.3f}),
          {0.08f, 0.40f, 0.10f, 1.0f}, kFullTurn / 3);
  AddPart("parmesan", noodles::Box({.size = {0.34f, 0.3f, 0.22f}}),
          {0.90f, 0.72f, 0.32f, 1.0f}, 2 * kFullTurn / 3);
}

void Scene::AddModel(const std::filesystem::path& model) {
  absl::StatusOr<noodles::SceneData> data = noodles::ImportScene(model);
  absl::Status status = data.status();
  if (data.ok()) {
    status = noodles::AddScene(document_, *std::move(data),
                               {.name = "model",
                                .parent = turntable_,
                                .transform = At({0, kTableHeight, 0}, 1.2f)})
                 .status();
  }
  if (status.ok()) return;
  noodles::Log(noodles::LogSeverity::kWarning, "demo",
               "the scene goes without its model",
               {{"reason", status.ToString()}});
}

void Scene::AddPlot() {
  const noodles::CsvTable points = examples::LorenzPoints();
  examples::PointPlotOptions options;
  options.name = "lorenz";
  options.columns.scalar = "speed";
  options.map = kPlotColors;
  options.texture = plot_colors_;
  options.radius = 0.015f;
  options.transform = At({2.0f, 0.9f, -0.4f});
  examples::PointPlot::Create(server_, points, options).value();
  noodles::AddLegend(
      document_,
      {.title = "speed",
       .range = noodles::RangeOf(*points.Numbers("speed")),
       .map = options.map,
       .height = 0.9f,
       .texture = plot_colors_},
      noodles::Entity{.name = "legend", .transform = At({2.8f, 0.5f, -0.4f})})
      .value();
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

void Scene::Advance(std::chrono::duration<float> time) {
  angle_ += turns_per_minute_ / 60.0f * kFullTurn * time.count();
  angle_ = std::remainder(angle_, kFullTurn);
  document_.Update(turntable_, {.transform = TurnedAboutY(angle_)})
      .IgnoreError();
}

}  // namespace demo
