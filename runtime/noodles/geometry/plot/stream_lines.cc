// Stream lines: traced, and as physics.
#include <cmath>
#include <limits>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/add_geometry.h"
#include "noodles/geometry/data_meshes.h"
#include "noodles/geometry/support/byte_writer.h"
#include "noodles/protocol/physics.h"

namespace noodles {
namespace {

// The direction of the field, a unit vector; std::nullopt where it has none.
std::optional<Vec3> DirectionAt(const VectorField& field, const Vec3& at) {
  const std::optional<Vec3> value = field(at);
  if (!value) return std::nullopt;
  const Vec3 direction = vector::Normalize(*value);
  if (direction == Vec3{}) return std::nullopt;
  return direction;
}

std::optional<Vec3> NextPoint(const VectorField& field, const Vec3& at,
                              float step) {
  const auto after = [&](const Vec3& direction, float part) {
    return vector::Add(at, vector::Scale(direction, part * step));
  };
  const std::optional<Vec3> first = DirectionAt(field, at);
  if (!first) return std::nullopt;
  const std::optional<Vec3> second = DirectionAt(field, after(*first, 0.5f));
  if (!second) return std::nullopt;
  const std::optional<Vec3> third = DirectionAt(field, after(*second, 0.5f));
  if (!third) return std::nullopt;
  const std::optional<Vec3> fourth = DirectionAt(field, after(*third, 1));
  if (!fourth) return std::nullopt;
  const Vec3 middle = vector::Scale(vector::Add(*second, *third), 2);
  const Vec3 sum = vector::Add(vector::Add(*first, *fourth), middle);
  return after(sum, 1.0f / 6);
}

absl::Status CheckLines(std::span<const Polyline> lines) {
  // The lines are valid exactly where a mesh of them is.
  const absl::StatusOr<Mesh> mesh = LineSet(lines);
  if (!mesh.ok()) return mesh.status();
  for (size_t i = 0; i < lines.size(); ++i) {
    for (const float scalar : lines[i].scalars) {
      if (std::isfinite(scalar)) continue;
      return InvalidArgument("lines[" + std::to_string(i) +
                             "].scalars has one that is not finite");
    }
  }
  return absl::OkStatus();
}

std::string NumberText(double number) {
  geometry_internal::ByteWriter writer;
  writer.PutNumber(number);
  return std::string(writer.Take().text());
}

}  // namespace

std::vector<Polyline> TraceStreamLines(const VectorField& field,
                                       std::span<const Vec3> seeds,
                                       const StreamLineOptions& options) {
  std::vector<Polyline> lines;
  for (const Vec3& seed : seeds) {
    Polyline line;
    std::optional<Vec3> at = seed;
    while (at && line.points.size() <= options.max_steps) {
      const std::optional<Vec3> value = field(*at);
      if (!value) break;
      line.points.push_back(*at);
      line.scalars.push_back(vector::Length(*value));
      at = NextPoint(field, *at, options.step);
    }
    if (line.points.size() >= 2) lines.push_back(std::move(line));
  }
  return lines;
}

absl::StatusOr<PhysicsID> AddStreamFlow(Document& document,
                                        std::span<const Polyline> lines,
                                        const std::string& name,
                                        const std::string& attribute) {
  absl::Status status = CheckLines(lines);
  if (!status.ok()) return status;
  geometry_internal::ByteWriter writer;
  writer.Put(uint32_t{0});  // No tetrahedra.
  std::vector<float> scalars;
  for (const Polyline& line : lines) {
    writer.Put(static_cast<uint32_t>(line.points.size()));
    writer.PutAll(line.points);
    writer.PutAll(line.scalars);
    scalars.insert(scalars.end(), line.scalars.begin(), line.scalars.end());
  }
  StreamFlow flow;
  flow.header.line_count = lines.size();
  if (!scalars.empty()) {
    const auto [least, greatest] = RangeOf(scalars);
    flow.header.attributes.push_back(
        {.name = attribute,
         .data_bounds = TextBounds{NumberText(least), NumberText(greatest)}});
  }
  absl::StatusOr<PhysicsID> id = PhysicsID{};
  status = document.Transact([&]() -> absl::Status {
    const absl::StatusOr<BufferViewID> view =
        AddBufferView(document, writer.Take(), BufferViewType::kUnknown);
    if (!view.ok()) return view.status();
    flow.data = *view;
    Physics physics;
    if (!name.empty()) physics.name = name;
    physics.stream_flow = std::move(flow);
    id = document.Create(std::move(physics));
    return id.status();
  });
  if (!status.ok()) return status;
  return id;
}

}  // namespace noodles
