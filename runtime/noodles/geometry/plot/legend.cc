// The legend of a colour map or of categories.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/geometry/add_geometry.h"
#include "noodles/geometry/data_meshes.h"
#include "noodles/geometry/planes.h"
#include "noodles/geometry/ticks.h"

namespace noodles {
namespace {

constexpr size_t kSteps = 64;
// The width of a letter for a height of 1, about.
constexpr float kLabelLetterWidth = 0.55f;

// A strip or fields in x and y. The vertices have colours or, with a texture,
// coordinates of the middles of pixels.
class Fields {
 public:
  Fields(const LegendOptions& options, bool has_texture)
      : options_(options), has_texture_(has_texture) {
    if (has_texture) {
      mesh_.texture_coordinates.resize(1);
    } else {
      mesh_.colors.resize(1);
    }
  }

  // The colours of the map, from `bottom` upwards.
  void AddBar(float bottom, float height) {
    for (size_t i = 0; i < kSteps; ++i) {
      const auto part = [](size_t step) {
        return static_cast<float>(step) / kSteps;
      };
      AddQuad(bottom + part(i) * height, bottom + part(i + 1) * height,
              {PixelAt(part(i)), kMapRow}, {PixelAt(part(i + 1)), kMapRow},
              LinearColor(options_.map, part(i)),
              LinearColor(options_.map, part(i + 1)));
    }
  }

  void AddCategory(size_t category, float bottom, float top) {
    const auto count = static_cast<float>(options_.categories.size());
    const Vec2 at = {(static_cast<float>(category) + 0.5f) / count, kMapRow};
    const Vec4 color = LinearColor(CategoryColor(category));
    AddQuad(bottom, top, at, at, color, color);
  }

  void AddMissing(float bottom, float top) {
    const Vec4 color = LinearColor(options_.missing_color);
    AddQuad(bottom, top, {0.5f, kMissingRow}, {0.5f, kMissingRow}, color,
            color);
  }

  Mesh Take() { return std::move(mesh_); }

 private:
  static float PixelAt(float part) {
    return (0.5f + part * (kColorTextureWidth - 1)) / kColorTextureWidth;
  }

  void AddQuad(float bottom, float top, const Vec2& low, const Vec2& high,
               const Vec4& low_color, const Vec4& high_color) {
    const auto first = static_cast<uint32_t>(mesh_.positions.size());
    const float width = options_.height / 10;
    for (const float y : {bottom, top}) {
      for (const float x : {0.0f, width}) {
        mesh_.positions.push_back({x, y, 0});
        mesh_.normals.push_back({0, 0, 1});
        if (has_texture_) {
          mesh_.texture_coordinates[0].push_back(y == bottom ? low : high);
        } else {
          mesh_.colors[0].push_back(y == bottom ? low_color : high_color);
        }
      }
    }
    for (const uint32_t corner : {0, 1, 3, 0, 3, 2}) {
      mesh_.indices.push_back(first + corner);
    }
  }

  const LegendOptions& options_;
  const bool has_texture_;
  Mesh mesh_;
};

struct Label {
  std::string text;
  float y = 0;  // of its middle
};

class LegendMaker {
 public:
  LegendMaker(Document& document, const LegendOptions& options)
      : document_(document), options_(options) {}

  absl::StatusOr<EntityID> Make(Entity entity) {
    const absl::StatusOr<std::optional<TextureID>> texture = FindTexture();
    if (!texture.ok()) return texture.status();
    Material plain;
    plain.pbr_info = {.metallic = 0, .roughness = 1};
    plain.emissive_factor = {0, 0, 0};
    plain.double_sided = true;
    if (*texture) {
      plain.pbr_info.base_color_texture = TextureRef{.texture = **texture};
    }
    Fields fields(options_, texture->has_value());
    if (options_.categories.empty()) {
      fields.AddBar(0, options_.height);
      LabelBar();
    } else {
      AddCategories(fields);
    }
    AddMissing(fields);
    const absl::StatusOr<GeometryID> shape =
        AddGeometry(document_, fields.Take(), {.material = std::move(plain)});
    if (!shape.ok()) return shape.status();
    entity.representation = RenderRepresentation{.mesh = *shape};
    absl::StatusOr<EntityID> id = document_.Create(std::move(entity));
    if (!id.ok()) return id;
    for (const Label& label : labels_) {
      const absl::Status status = AddLabel(*id, label);
      if (!status.ok()) return status;
    }
    const absl::Status status = AddTitle(*id);
    if (!status.ok()) return status;
    return id;
  }

 private:
  // The texture of the options, or a new one; nothing without libpng.
  absl::StatusOr<std::optional<TextureID>> FindTexture() {
    if (options_.texture) return options_.texture;
    ColorTextureOptions colors;
    colors.map = options_.map;
    for (size_t i = 0; i < options_.categories.size(); ++i) {
      colors.categories.push_back(CategoryColor(i));
    }
    if (!options_.missing.empty()) colors.missing = options_.missing_color;
    const absl::StatusOr<TextureID> made = AddColorTexture(document_, colors);
    if (made.ok()) return std::optional<TextureID>(*made);
    if (absl::IsUnimplemented(made.status())) return std::optional<TextureID>();
    return made.status();
  }

  // The part of the bar at which a value stands.
  double PartOf(double value) const {
    const auto& [low, high] = options_.range;
    if (!(high > low)) return 0.5;
    if (options_.is_logarithmic) {
      return std::log(value / low) / std::log(high / low);
    }
    return (value - low) / (high - low);
  }

  void LabelBar() {
    const size_t count = std::clamp<size_t>(options_.labels, 2, 100);
    std::vector<Tick> ticks;
    if (options_.is_logarithmic) {
      ticks = LogarithmicTicks(options_.range, count);
    } else if (options_.has_dates) {
      ticks = DateTicks(options_.range, count);
    } else {
      ticks = EvenTicks(count);
    }
    for (Tick& tick : ticks) {
      labels_.push_back(
          {std::move(tick.text),
           static_cast<float>(PartOf(tick.value)) * options_.height});
    }
  }

  // From end to end.
  std::vector<Tick> EvenTicks(size_t count) const {
    const auto& [low, high] = options_.range;
    if (!(high > low)) count = 1;
    std::vector<double> values;
    for (size_t i = 0; i < count; ++i) {
      const double part =
          count == 1 ? 0
                     : static_cast<double>(i) / static_cast<double>(count - 1);
      // Exact at both ends.
      values.push_back(low * (1 - part) + high * part);
    }
    const std::vector<std::string> texts = TextsOf(values);
    std::vector<Tick> ticks;
    for (size_t i = 0; i < count; ++i) {
      if (!texts[i].empty()) ticks.push_back({values[i], texts[i]});
    }
    return ticks;
  }

  void AddCategories(Fields& fields) {
    const size_t count = options_.categories.size();
    const float row = options_.height / static_cast<float>(count);
    for (size_t i = 0; i < count; ++i) {
      const float top = options_.height - static_cast<float>(i) * row;
      fields.AddCategory(i, top - 0.8f * row, top);
      labels_.push_back({options_.categories[i], top - 0.4f * row});
    }
  }

  void AddMissing(Fields& fields) {
    if (options_.missing.empty()) return;
    const float top = -0.06f * options_.height;
    const float size = 0.08f * options_.height;
    fields.AddMissing(top - size, top);
    labels_.push_back({options_.missing, top - size / 2});
  }

  float text_height() const {
    const auto rows = static_cast<float>(options_.categories.size());
    return std::min(options_.height / 12,
                    0.8f * options_.height / std::max(rows, 1.0f));
  }

  // Texts are centred.
  absl::Status AddText(EntityID parent, const std::string& text, float left,
                       float y, float height) {
    const float width =
        height * kLabelLetterWidth * static_cast<float>(text.size());
    Entity entity =
        TextPlane(text, {.position = {left + width / 2, y, 0}}, height);
    entity.parent = parent;
    return document_.Create(std::move(entity)).status();
  }

  absl::Status AddLabel(EntityID parent, const Label& label) {
    return AddText(parent, label.text, 0.14f * options_.height, label.y,
                   text_height());
  }

  absl::Status AddTitle(EntityID parent) {
    if (options_.title.empty()) return absl::OkStatus();
    return AddText(parent, options_.title, 0, 1.15f * options_.height,
                   options_.height / 8);
  }

  Document& document_;
  const LegendOptions& options_;
  std::vector<Label> labels_;
};

}  // namespace

absl::StatusOr<EntityID> AddLegend(Document& document,
                                   const LegendOptions& options,
                                   Entity entity) {
  absl::StatusOr<EntityID> id = EntityID{};
  const absl::Status status = document.Transact([&]() -> absl::Status {
    const bool has_range = std::isfinite(options.range[0]) &&
                           std::isfinite(options.range[1]) &&
                           (!options.is_logarithmic || options.range[0] > 0);
    if (!has_range) {
      return InvalidArgument(
          "range: expected finite numbers, above zero if is_logarithmic");
    }
    id = LegendMaker(document, options).Make(std::move(entity));
    return id.status();
  });
  if (!status.ok()) return status;
  return id;
}

}  // namespace noodles
