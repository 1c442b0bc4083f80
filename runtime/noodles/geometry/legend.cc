// The legend of a colour map.
#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/add_geometry.h"
#include "noodles/geometry/data_meshes.h"
#include "noodles/geometry/planes.h"

namespace noodles {
namespace {

constexpr size_t kSteps = 64;

// A strip in x and y, coloured from below to above.
Mesh MakeBar(const LegendOptions& options) {
  Mesh mesh;
  mesh.colors.resize(1);
  const float width = options.height / 10;
  for (uint32_t i = 0; i <= kSteps; ++i) {
    const float part = static_cast<float>(i) / kSteps;
    const Vec4 color = LinearColor(options.map, part);
    for (const float x : {0.0f, width}) {
      mesh.positions.push_back({x, part * options.height, 0});
      mesh.normals.push_back({0, 0, 1});
      mesh.colors[0].push_back(color);
    }
    if (i == kSteps) break;
    const uint32_t a = 2 * i;
    mesh.indices.insert(mesh.indices.end(), {a, a + 1, a + 3, a, a + 3, a + 2});
  }
  return mesh;
}

std::string TextOf(double number) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number,
                                          std::chars_format::general, 4);
  return {text, end};
}

absl::Status AddText(Document& document, EntityID parent, std::string text,
                     const Vec3& at, float height) {
  Entity entity = TextPlane(std::move(text), {.position = at}, height);
  entity.parent = parent;
  return document.Create(std::move(entity)).status();
}

}  // namespace

absl::StatusOr<EntityID> AddLegend(Document& document,
                                   const LegendOptions& options,
                                   Entity entity) {
  absl::StatusOr<EntityID> id = EntityID{};
  const absl::Status status = document.Transact([&]() -> absl::Status {
    Material plain;
    plain.pbr_info = {.metallic = 0, .roughness = 1};
    plain.emissive_factor = {0, 0, 0};
    plain.double_sided = true;
    const absl::StatusOr<GeometryID> bar =
        AddGeometry(document, MakeBar(options), {.material = std::move(plain)});
    if (!bar.ok()) return bar.status();
    entity.representation = RenderRepresentation{.mesh = *bar};
    id = document.Create(std::move(entity));
    if (!id.ok()) return id.status();
    const size_t labels = std::clamp<size_t>(options.labels, 2, 100);
    const float text_height = options.height / 12;
    for (size_t i = 0; i < labels; ++i) {
      const double part =
          static_cast<double>(i) / static_cast<double>(labels - 1);
      const double value =
          options.range[0] + part * (options.range[1] - options.range[0]);
      absl::Status added = AddText(
          document, *id, TextOf(value),
          {options.height / 4, static_cast<float>(part) * options.height, 0},
          text_height);
      if (!added.ok()) return added;
    }
    if (options.title.empty()) return absl::OkStatus();
    return AddText(document, *id, options.title, {0, options.height * 1.15f, 0},
                   text_height * 1.5f);
  });
  if (!status.ok()) return status;
  return id;
}

}  // namespace noodles
