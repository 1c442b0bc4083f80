#include "steam.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "placing.h"

namespace demo {
namespace {

using noodles::Vec3;

constexpr size_t kLines = 18;
constexpr size_t kPuffs = 90;
constexpr float kPuffRadius = 0.035f;  // metres
// Of the way that a puff rises in a minute.
constexpr double kSpeed = 0.5;

// The velocity of the air at a place relative to the middle of the ring: up,
// around, and to the middle.
Vec3 AirAt(const Vec3& at) {
  const float around = 0.5f / (0.3f + at[1]);
  return {-around * at[2] - 0.25f * at[0], 0.4f,
          around * at[0] - 0.25f * at[2]};
}

std::vector<noodles::Polyline> TraceLines(const Vec3& place) {
  std::vector<Vec3> seeds;
  seeds.reserve(kLines);
  for (size_t i = 0; i < kLines; ++i) {
    const float angle = kFullTurn * static_cast<float>(i) / kLines;
    const float radius = i % 2 == 0 ? 0.34f : 0.18f;
    seeds.push_back({place[0] + radius * std::cos(angle), place[1],
                     place[2] + radius * std::sin(angle)});
  }
  return noodles::TraceStreamLines(
      [&](const Vec3& at) {
        return std::optional<Vec3>(AirAt(noodles::vector::Subtract(at, place)));
      },
      seeds, {.step = 0.03f, .max_steps = 45});
}

// The place at a part of a line, 0 to 1.
Vec3 PlaceOn(const noodles::Polyline& line, float part) {
  const float steps = part * static_cast<float>(line.points.size() - 1);
  const auto index =
      std::min(static_cast<size_t>(steps), line.points.size() - 2);
  const Vec3& from = line.points[index];
  const Vec3& to = line.points[index + 1];
  return noodles::vector::Add(
      from, noodles::vector::Scale(noodles::vector::Subtract(to, from),
                                   steps - static_cast<float>(index)));
}

noodles::Material Haze() {
  return {.name = "steam haze",
          .pbr_info = {.base_color = {1, 1, 1, 0.3f},
                       .metallic = 0,
                       .roughness = 1},
          .emissive_factor = {0, 0, 0},
          .use_alpha = true};
}

}  // namespace

std::vector<noodles::Instance> Steam::PuffsAt(double minutes,
                                              float warmth) const {
  std::vector<noodles::Instance> puffs(kPuffs);
  for (size_t i = 0; i < kPuffs; ++i) {
    // Each puff starts at another time, by the golden ratio.
    const double risen = minutes * kSpeed + static_cast<double>(i) * 0.618034;
    const auto part = static_cast<float>(risen - std::floor(risen));
    puffs[i].position = PlaceOn(lines_[i % lines_.size()], part);
    const float size = warmth * (0.5f + part) * std::sin(part * kFullTurn / 2);
    puffs[i].scale.fill(std::max(size, 0.001f));
  }
  return puffs;
}

absl::StatusOr<std::unique_ptr<Steam>> Steam::Create(
    noodles::Document& document, const Vec3& place) {
  std::unique_ptr<Steam> steam(new Steam(TraceLines(place)));
  const absl::StatusOr<noodles::PhysicsID> flow =
      noodles::AddStreamFlow(document, steam->lines_, "steam flow", "speed");
  if (!flow.ok()) return flow.status();
  const absl::StatusOr<noodles::GeometryID> puff = noodles::AddGeometry(
      document, noodles::Icosphere({.radius = kPuffRadius, .subdivisions = 1}),
      {.name = "puff", .material = Haze()});
  if (!puff.ok()) return puff.status();
  auto puffs = noodles::InstancedEntity::Create(
      document, *puff, steam->PuffsAt(0, 1), {},
      {.name = "steam", .physics = {*flow}});
  if (!puffs.ok()) return puffs.status();
  steam->puffs_ = *std::move(puffs);
  return steam;
}

absl::Status Steam::Show(double minutes, float warmth) {
  return puffs_->Replace(PuffsAt(minutes, warmth));
}

}  // namespace demo
