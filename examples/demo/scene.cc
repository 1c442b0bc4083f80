#include "scene.h"

#include <utility>
#include <vector>

#include "lighting.h"
#include "placing.h"
#include "point_plot_server/lorenz.h"
#include "point_plot_server/point_plot.h"
#include "vase.h"

namespace demo {
namespace {

constexpr noodles::Vec3 kVasePlace = {-1.75f, 0, 0};
constexpr noodles::Vec3 kPointsPlace = {1.75f, 0.75f, 0};
constexpr noodles::Vec3 kSteamPlace = {0, 0.42f, 0};
constexpr noodles::Vec3 kTemperaturePlace = {0, 1.8f, -0.9f};
constexpr noodles::Vec3 kTitlePlace = {0, 2.15f, -0.9f};
constexpr noodles::ColorMap kPointColors = noodles::ColorMap::kPlasma;

}  // namespace

absl::StatusOr<std::unique_ptr<Scene>> Scene::Create(
    noodles::Server& server, const std::filesystem::path& model) {
  std::unique_ptr<Scene> scene(new Scene(server));
  const absl::Status status = scene->AddAll(model);
  if (!status.ok()) return status;
  return scene;
}

absl::Status Scene::AddAll(const std::filesystem::path& model) {
  // The images come before all geometries: Orzo needs that (add_geometry.h).
  const absl::StatusOr<noodles::TextureID> made =
      examples::AddPlotTexture(document_, kPointColors);
  std::optional<noodles::TextureID> colors;
  if (made.ok()) colors = *made;
  const absl::StatusOr<noodles::MaterialID> copper = AddVaseMaterial(document_);
  if (!copper.ok()) return copper.status();

  absl::StatusOr<std::unique_ptr<Turntable>> turntable =
      Turntable::Create(server_, model);
  if (!turntable.ok()) return turntable.status();
  turntable_ = *std::move(turntable);
  absl::Status status = AddStage();
  if (status.ok()) status = AddLights(server_, kVasePlace);
  if (status.ok()) status = AddPoints(colors);
  if (!status.ok()) return status;
  const absl::StatusOr<noodles::EntityID> vase =
      AddVase(document_, *copper, kVasePlace);
  if (!vase.ok()) return vase.status();
  sights_.emplace("vase", *vase);

  absl::StatusOr<std::unique_ptr<Cooling>> cooling =
      Cooling::Create(server_, kTemperaturePlace, kSteamPlace);
  if (!cooling.ok()) return cooling.status();
  cooling_ = *std::move(cooling);
  status = cooling_->LetProbe(turntable_->bowl());
  if (status.ok()) status = AddSights();
  return status.ok() ? cooling_->Play() : status;
}

absl::Status Scene::AddStage() {
  constexpr float kThickness = 0.08f;
  const absl::StatusOr<noodles::RenderRepresentation> floor =
      ShowMesh(document_, "floor",
               noodles::Cylinder(
                   {.radius = 2.75f, .height = kThickness, .segments = 128}),
               {.color = {0.30f, 0.31f, 0.33f, 1.0f}, .roughness = 0.8f});
  if (!floor.ok()) return floor.status();
  absl::Status status =
      document_
          .Create(noodles::Entity{.name = "floor",
                                  .transform = At({0, -kThickness / 2, 0}),
                                  .representation = *floor})
          .status();
  if (!status.ok()) return status;
  noodles::Entity title =
      noodles::TextPlane("Linguine", {.position = kTitlePlace}, 0.4f);
  title.name = "title";
  return document_.Create(std::move(title)).status();
}

absl::Status Scene::AddPoints(const std::optional<noodles::TextureID>& colors) {
  const noodles::CsvTable data = examples::LorenzPoints();
  examples::PointPlotOptions options;
  options.name = "lorenz";
  options.columns.scalar = "speed";
  options.colors.map = kPointColors;
  options.texture = colors;
  options.radius = 0.015f;
  options.transform = At(kPointsPlace);
  const absl::StatusOr<std::shared_ptr<examples::PointPlot>> plot =
      examples::PointPlot::Create(server_, data, options);
  if (!plot.ok()) return plot.status();
  sights_.emplace("points", (*plot)->entity());
  const absl::StatusOr<std::vector<double>> speeds = data.Numbers("speed");
  if (!speeds.ok()) return speeds.status();
  return noodles::AddLegend(
             document_,
             {.title = "speed",
              .range = noodles::RangeOf(*speeds),
              .map = kPointColors,
              .height = 0.8f,
              .texture = colors},
             {.name = "legend",
              .transform = At({kPointsPlace[0] + 0.7f, 0.4f, 0})})
      .status();
}

absl::Status Scene::AddSights() {
  // The root of the model stands last.
  const std::vector<noodles::EntityID>& bowl = turntable_->bowl();
  sights_.emplace("meal", bowl.empty() ? turntable_->entity() : bowl.back());
  std::string names;
  for (const auto& [name, entity] : sights_) {
    names += (names.empty() ? "" : ", ") + name;
    const absl::Status status =
        server_.Offer(noodles::InvokeIDType{entity}, {},
                      noodles::AttentionSignals::Descriptions());
    if (!status.ok()) return status;
  }
  const auto look_at = [this, names](noodles::CallContext& context,
                                     const std::string& sight) {
    const auto found = sights_.find(sight);
    if (found == sights_.end()) {
      return absl::InvalidArgumentError("argument sight: expected one of " +
                                        names + ", found " + sight);
    }
    const noodles::AttentionSignals signals(
        context.emitter, noodles::InvokeIDType{found->second});
    // The whole entity, and to the caller only: others keep their view.
    return signals.SignalAttention(std::nullopt, std::nullopt,
                                   std::vector{context.client});
  };
  return server_
      .AddMethod("look_at", "Leads your view to a sight", look_at,
                 {{"sight", "One of " + names}})
      .status();
}

}  // namespace demo
