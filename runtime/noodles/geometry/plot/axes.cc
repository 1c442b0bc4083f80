#include "noodles/geometry/axes.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "noodles/geometry/add_geometry.h"
#include "noodles/geometry/mesh.h"
#include "noodles/geometry/planes.h"
#include "noodles/geometry/primitives.h"

namespace noodles {
namespace {

// Linear; can be seen on a dark and on a light ground.
constexpr Vec4 kLineColor = {0.2f, 0.22f, 0.25f, 1};
constexpr float kTextPart = 0.035f;
// The width of a line as a part of the height of the texts.
constexpr float kLinePart = 0.05f;
// The width of a letter for a height of 1, about.
constexpr float kLetterWidth = 0.55f;

// The two axes along which the ticks and the texts of an axis stand away from
// the box, and to which of its sides: -1 or 1.
struct Outward {
  std::array<float, 3> direction;
  // Which corner of the box the edge begins from: 0 lower, 1 upper.
  std::array<int, 3> corner;
};

// x: the lower front edge; y: the left front edge; z: the lower right edge.
constexpr Outward kOutward[3] = {
    {{0, -1, 0}, {0, 0, 1}}, {{-1, 0, 0}, {0, 0, 1}}, {{1, 0, 0}, {1, 0, 0}}};

class AxesMaker {
 public:
  AxesMaker(Document& document, const AxesOptions& options)
      : document_(document),
        options_(options),
        height_(options.text_height > 0 ? options.text_height
                                        : AxesTextHeight(options.box)) {}

  absl::StatusOr<EntityID> Make(Entity entity) {
    Material material;
    material.pbr_info = {
        .base_color = kLineColor, .metallic = 0, .roughness = 1};
    material.emissive_factor = {kLineColor[0], kLineColor[1], kLineColor[2]};
    const absl::StatusOr<GeometryID> lines = AddGeometry(
        document_, Lines(), {.name = "axes", .material = std::move(material)});
    if (!lines.ok()) return lines.status();
    entity.representation = RenderRepresentation{.mesh = *lines};
    absl::StatusOr<EntityID> id = document_.Create(std::move(entity));
    if (!id.ok()) return id;
    for (size_t axis = 0; axis < 3; ++axis) {
      absl::Status status = AddTexts(*id, axis);
      if (!status.ok()) return status;
    }
    return id;
  }

 private:
  Vec3 Corner(const std::array<int, 3>& which) const {
    Vec3 corner{};
    for (size_t i = 0; i < 3; ++i) {
      corner[i] = which[i] == 0 ? options_.box.min[i] : options_.box.max[i];
    }
    return corner;
  }

  // The place of a value on the edge of the axis.
  Vec3 PlaceOf(size_t axis, double value) const {
    const auto& [first, last] = options_.axes[axis].range;
    const double part = first == last ? 0.5 : (value - first) / (last - first);
    Vec3 place = Corner(kOutward[axis].corner);
    const BoundingBox& box = options_.box;
    place[axis] = box.min[axis] +
                  static_cast<float>(part) * (box.max[axis] - box.min[axis]);
    return place;
  }

  Vec3 Away(size_t axis, const Vec3& place, float distance) const {
    return vector::Add(place,
                       vector::Scale(kOutward[axis].direction, distance));
  }

  // Bars of triangles, since some clients make triangles of all indices.
  Mesh Lines() const {
    Mesh mesh;
    const float width = kLinePart * height_;
    const auto add = [&](const Vec3& from, const Vec3& to) {
      Vec3 size{};
      for (size_t i = 0; i < 3; ++i)
        size[i] = std::abs(to[i] - from[i]) + width;
      Mesh bar = Box({.size = size});
      bar.texture_coordinates.clear();
      const Vec3 middle = vector::Scale(vector::Add(from, to), 0.5f);
      for (Vec3& position : bar.positions) {
        position = vector::Add(position, middle);
      }
      Append(mesh, std::move(bar));
    };
    for (size_t axis = 0; axis < 3; ++axis) {
      for (int corner = 0; corner < 4; ++corner) {
        std::array<int, 3> from{};
        from[(axis + 1) % 3] = corner & 1;
        from[(axis + 2) % 3] = corner >> 1;
        std::array<int, 3> to = from;
        to[axis] = 1;
        add(Corner(from), Corner(to));
      }
      for (const Tick& tick : options_.axes[axis].ticks) {
        const Vec3 place = PlaceOf(axis, tick.value);
        add(place, Away(axis, place, height_ / 2));
      }
    }
    return mesh;
  }

  absl::Status AddText(EntityID parent, const std::string& text, const Vec3& at,
                       float height) {
    Entity entity = TextPlane(text, {.position = at}, height);
    entity.parent = parent;
    return document_.Create(std::move(entity)).status();
  }

  // Half of the width of a text, since texts are centred.
  float HalfWidth(const std::string& text, float height) const {
    return height * kLetterWidth * static_cast<float>(text.size()) / 2;
  }

  // A text whose nearer side is `distance` away from the edge.
  absl::Status AddBeside(EntityID parent, size_t axis, const std::string& text,
                         const Vec3& place, float distance, float height) {
    const float side = kOutward[axis].direction[0];
    Vec3 at = Away(axis, place, distance);
    if (side != 0) at[0] += side * HalfWidth(text, height);
    return AddText(parent, text, at, height);
  }

  absl::Status AddTexts(EntityID parent, size_t axis) {
    const Axis& shown = options_.axes[axis];
    float widest = 0;
    for (const Tick& tick : shown.ticks) {
      absl::Status status =
          AddBeside(parent, axis, tick.text, PlaceOf(axis, tick.value),
                    axis == 0 ? 1.2f * height_ : 0.8f * height_, height_);
      if (!status.ok()) return status;
      widest = std::max(widest, 2 * HalfWidth(tick.text, height_));
    }
    if (shown.name.empty()) return absl::OkStatus();
    const Vec3 middle =
        PlaceOf(axis, shown.range[0] + (shown.range[1] - shown.range[0]) / 2);
    const float distance = axis == 0 ? 3.2f * height_ : 1.6f * height_ + widest;
    return AddBeside(parent, axis, shown.name, middle, distance,
                     1.3f * height_);
  }

  Document& document_;
  const AxesOptions& options_;
  const float height_;
};

}  // namespace

float AxesTextHeight(const BoundingBox& box) {
  float extent = 0;
  for (size_t i = 0; i < 3; ++i) {
    extent = std::max(extent, box.max[i] - box.min[i]);
  }
  return extent > 0 ? kTextPart * extent : kTextPart;
}

absl::StatusOr<EntityID> AddAxes(Document& document, const AxesOptions& options,
                                 Entity entity) {
  absl::StatusOr<EntityID> id = EntityID{};
  const absl::Status status = document.Transact([&] {
    id = AxesMaker(document, options).Make(std::move(entity));
    return id.status();
  });
  if (!status.ok()) return status;
  return id;
}

}  // namespace noodles
