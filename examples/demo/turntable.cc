#include "turntable.h"

#include <noodles/base/logging.h>

#include <chrono>
#include <cmath>
#include <utility>

#include "placing.h"

namespace demo {
namespace {

constexpr float kBoardRadius = 1.1f;  // metres
constexpr float kBoardHeight = 0.06f;
constexpr std::chrono::milliseconds kInterval(50);

}  // namespace

absl::StatusOr<std::unique_ptr<Turntable>> Turntable::Create(
    noodles::Server& server, const std::filesystem::path& model) {
  std::unique_ptr<Turntable> turntable(new Turntable(server));
  const absl::Status status = turntable->AddAll(model);
  if (!status.ok()) return status;
  return turntable;
}

absl::Status Turntable::AddAll(const std::filesystem::path& model) {
  const absl::StatusOr<noodles::EntityID> id =
      document_.Create(noodles::Entity{.name = "turntable"});
  if (!id.ok()) return id.status();
  entity_ = *id;
  AddModel(model);
  absl::Status status = AddBoard();
  if (status.ok()) {
    status = AddPart("tomato", noodles::Sphere({.radius = 0.15f}),
                     {0.80f, 0.07f, 0.03f, 1.0f}, 0.0f);
  }
  if (status.ok()) {
    status = AddPart("basil", noodles::Cone({.radius = 0.13f, .height = 0.3f}),
                     {0.08f, 0.40f, 0.10f, 1.0f}, kFullTurn / 3);
  }
  if (status.ok()) {
    status = AddPart("parmesan", noodles::Box({.size = {0.34f, 0.3f, 0.22f}}),
                     {0.90f, 0.72f, 0.32f, 1.0f}, 2 * kFullTurn / 3);
  }
  return status.ok() ? AddSpin() : status;
}

void Turntable::AddModel(const std::filesystem::path& model) {
  absl::StatusOr<noodles::SceneData> data = noodles::ImportScene(model);
  absl::Status status = data.status();
  if (data.ok()) {
    absl::StatusOr<noodles::AddedScene> added =
        noodles::AddScene(document_, *std::move(data),
                          {.name = "model",
                           .parent = entity_,
                           .transform = At({0, kBoardHeight, 0}, 1.2f)});
    status = added.status();
    if (added.ok()) {
      bowl_ = std::move(added->nodes);
      bowl_.push_back(added->root);
    }
  }
  if (status.ok()) return;
  noodles::Log(noodles::LogSeverity::kWarning, "demo",
               "the scene goes without its model",
               {{"reason", status.ToString()}});
}

absl::Status Turntable::AddBoard() {
  const absl::StatusOr<noodles::RenderRepresentation> board = ShowMesh(
      document_, "table top",
      noodles::Cylinder(
          {.radius = kBoardRadius, .height = kBoardHeight, .segments = 96}),
      {.color = {0.30f, 0.17f, 0.09f, 1.0f}, .roughness = 0.4f});
  if (!board.ok()) return board.status();
  return document_
      .Create(noodles::Entity{.name = "table top",
                              .parent = entity_,
                              .transform = At({0, kBoardHeight / 2, 0}),
                              .representation = *board})
      .status();
}

absl::Status Turntable::AddPart(const std::string& name,
                                const noodles::Mesh& mesh,
                                const noodles::RGBA& color, float angle) {
  const float away = kBoardRadius * 0.75f;
  const absl::StatusOr<noodles::RenderRepresentation> shown =
      ShowMesh(document_, name, mesh, {.color = color});
  if (!shown.ok()) return shown.status();
  return server_
      .CreateWith<noodles::Entity, noodles::MovableMethods>(
          noodles::Entity{
              .name = name,
              .parent = entity_,
              .transform = At({away * std::sin(angle), kBoardHeight + 0.15f,
                               away * std::cos(angle)}),
              .representation = *shown},
          std::make_shared<noodles::Movable>())
      .status();
}

absl::Status Turntable::AddSpin() {
  const auto spin = [this](float turns_per_minute) -> absl::Status {
    if (!std::isfinite(turns_per_minute)) {
      return absl::InvalidArgumentError("turns_per_minute must be finite");
    }
    turns_per_minute_ = turns_per_minute;
    return absl::OkStatus();
  };
  server_.Every(kInterval, [this] { Turn(); });
  return server_
      .AddMethod("spin", "Sets how fast the table turns", spin,
                 {{"turns_per_minute", "Below 0 clockwise; 0 stops the table"}})
      .status();
}

void Turntable::Turn() {
  if (turns_per_minute_ == 0) return;
  const std::chrono::duration<float> time = kInterval;
  angle_ += turns_per_minute_ / 60.0f * kFullTurn * time.count();
  angle_ = std::remainder(angle_, kFullTurn);
  document_.Update(entity_, {.transform = TurnedAboutY(angle_)}).IgnoreError();
}

}  // namespace demo
