// Serves a recording that clients play, pause, step and scrub: the waves of two
// drops in a basin, as bars. The methods are those of noodles::Timeline;
// clients call them on the document, for example with the command-line tool:
//
//   noodles call ws://localhost:50000 noo::set_time 7.5
//   noodles call ws://localhost:50000 noo::animate_time 1
//
//   time_series [--port N] ...    (--help lists all options)
#include <noodles/geometry.h>
#include <noodles/server.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/server_flags.h"

namespace {

constexpr size_t kSide = 24;          // bars in a row
constexpr float kSpacing = 0.1f;      // metres between the middles of two bars
constexpr size_t kSamples = 121;      // of the recording
constexpr double kStep = 0.1;         // seconds between two samples
constexpr float kRestHeight = 0.3f;   // of the water, in metres
constexpr float kDropHeight = 0.25f;  // of the wave of a drop
constexpr float kColoredHeight = 0.15f;  // of waves at the ends of the colours
constexpr noodles::ColorMap kColors = noodles::ColorMap::kViridis;

// The heights of the water, row by row, at one time.
using Sample = std::vector<float>;

// The position of a bar along one axis.
float PlaceOf(size_t index) {
  return (static_cast<float>(index) - (kSide - 1) / 2.0f) * kSpacing;
}

// The wave of a drop that falls at (x, z) at the time 0, `time` seconds later.
float WaveAt(float x, float z, float time) {
  const float distance = std::hypot(x, z);
  const float behind_front = 0.4f * time - distance;
  if (behind_front < 0) return 0;
  return kDropHeight * std::sin(12.0f * behind_front) *
         std::exp(-0.8f * behind_front) / (1.0f + 2.0f * distance);
}

// A program reads its data from a file; these come from a formula.
std::vector<Sample> MakeRecording() {
  std::vector<Sample> recording(kSamples);
  for (size_t i = 0; i < kSamples; ++i) {
    const auto time = static_cast<float>(static_cast<double>(i) * kStep);
    recording[i].reserve(kSide * kSide);
    for (size_t row = 0; row < kSide; ++row) {
      for (size_t column = 0; column < kSide; ++column) {
        const float x = PlaceOf(column);
        const float z = PlaceOf(row);
        recording[i].push_back(kRestHeight + WaveAt(x + 0.5f, z, time) +
                               WaveAt(x - 0.4f, z + 0.4f, time - 3.0f));
      }
    }
  }
  return recording;
}

// Bars of these heights, coloured by a texture: the second column of an
// instance selects the place in the image.
std::vector<noodles::Instance> BarsOf(const Sample& sample) {
  std::vector<noodles::Instance> bars(sample.size());
  for (size_t i = 0; i < sample.size(); ++i) {
    const float height = sample[i];
    bars[i].position = {PlaceOf(i % kSide), height / 2, PlaceOf(i / kSide)};
    bars[i].scale = {1, height, 1};
    const float part = 0.5f + (height - kRestHeight) / (2.0f * kColoredHeight);
    bars[i].column = noodles::Vec4{std::clamp(part, 0.01f, 0.99f), 0.5f, 1, 1};
  }
  return bars;
}

// The entities that show a time of the recording.
class Scene {
 public:
  static absl::StatusOr<std::unique_ptr<Scene>> Create(
      noodles::Document& document);

  // Shows the sample that is nearest to `time`.
  absl::Status Show(double time);

 private:
  explicit Scene(noodles::Document& document)
      : document_(document), recording_(MakeRecording()) {}
  absl::StatusOr<noodles::GeometryID> AddBar();

  noodles::Document& document_;
  const std::vector<Sample> recording_;
  std::unique_ptr<noodles::InstancedEntity> bars_;
  noodles::EntityID label_;
};

absl::StatusOr<noodles::GeometryID> Scene::AddBar() {
  const absl::StatusOr<noodles::TextureID> colors =
      noodles::AddColorTexture(document_, kColors, "colours");
  if (!colors.ok()) return colors.status();
  noodles::Mesh box = noodles::Box({.size = {0.09f, 1, 0.09f}});
  // All of a bar has one colour: that of the first pixel, moved per instance.
  box.texture_coordinates = {
      std::vector<noodles::Vec2>(box.positions.size(), {0, 0})};
  noodles::GeometryOptions options{.name = "bar"};
  options.material.pbr_info.base_color_texture =
      noodles::TextureRef{.texture = *colors};
  return noodles::AddGeometry(document_, box, options);
}

absl::StatusOr<std::unique_ptr<Scene>> Scene::Create(
    noodles::Document& document) {
  std::unique_ptr<Scene> scene(new Scene(document));
  const absl::StatusOr<noodles::GeometryID> bar = scene->AddBar();
  if (!bar.ok()) return bar.status();
  auto bars = noodles::InstancedEntity::Create(
      document, *bar, BarsOf(scene->recording_[0]), {}, {.name = "water"});
  if (!bars.ok()) return bars.status();
  scene->bars_ = *std::move(bars);
  noodles::Entity label =
      noodles::TextPlane("", {.position = {0, 0.9f, -1.2f}}, 0.25f);
  label.name = "time";
  const absl::StatusOr<noodles::EntityID> id = document.Create(label);
  if (!id.ok()) return id.status();
  scene->label_ = *id;
  return scene;
}

absl::Status Scene::Show(double time) {
  const auto index = static_cast<size_t>(std::lround(time / kStep));
  absl::Status status =
      bars_->Replace(BarsOf(recording_[std::min(index, kSamples - 1)]));
  if (!status.ok()) return status;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f s", time);
  noodles::EntityUpdate update;
  update.representation =
      noodles::TextRepresentation{.txt = text.data(), .height = 0.25f};
  return document_.Update(label_, std::move(update));
}

}  // namespace

int main(int count, char** arguments) {
  examples::ServerFlags flags;
  if (const auto exit_code = examples::ParseFlags(
          "Serves a recording of waves, with controls for its time.", count,
          arguments, flags)) {
    return *exit_code;
  }
  noodles::Server server(flags.server);
  const absl::Status begun = examples::StartAnew(server);
  if (!begun.ok()) return examples::Serve(server, flags, begun);
  const absl::StatusOr<std::unique_ptr<Scene>> scene =
      Scene::Create(server.document());
  if (!scene.ok()) {
    std::cerr << scene.status() << "\n";
    return 1;
  }
  // Every client sees the same time: that of the scene.
  const absl::StatusOr<std::shared_ptr<noodles::Timeline>> timeline =
      noodles::Timeline::Create(server, {.to = (kSamples - 1) * kStep,
                                         .step = kStep,
                                         .end = noodles::TimelineEnd::kLoop,
                                         .on_time = [&](double time) {
                                           return (*scene)->Show(time);
                                         }});
  absl::Status prepared = timeline.status();
  if (prepared.ok()) prepared = (*timeline)->Play();
  return examples::Serve(server, flags, prepared);
}
