#include "point_plot_server/point_plot.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_set>
#include <utility>

#include "point_plot_server/plot_values.h"

namespace examples {
namespace {

using noodles::InstanceColumn;

// Selected points are larger.
constexpr float kSelectedScale = 1.6f;
// The radius of points as a part of the extent, for up to kFewPoints.
constexpr float kRadiusPart = 0.015f;
constexpr double kFewPoints = 1000;
// The height of a legend beside a box with axes, as a part of the box.
constexpr float kLegendPart = 0.6f;

std::unordered_set<noodles::TableKey> SelectedKeys(
    const noodles::TableData& data, const std::vector<noodles::TableKey>& all) {
  std::unordered_set<noodles::TableKey> selected;
  for (const auto& [name, selection] : data.selections()) {
    selected.insert(selection.rows.begin(), selection.rows.end());
    for (const noodles::SelectionRange& range : selection.row_ranges) {
      auto key =
          std::lower_bound(all.begin(), all.end(), range.key_from_inclusive);
      for (; key != all.end() && *key < range.key_to_exclusive; ++key) {
        selected.insert(*key);
      }
    }
  }
  return selected;
}

float RadiusFor(float extent, size_t count) {
  const double crowd = std::max(static_cast<double>(count) / kFewPoints, 1.0);
  return kRadiusPart * extent /
         static_cast<float>(std::min(std::cbrt(crowd), 8.0));
}

// The longest text beside the ticks of an axis.
size_t LongestText(const noodles::Axis& axis) {
  size_t longest = 0;
  for (const noodles::Tick& tick : axis.ticks) {
    longest = std::max(longest, tick.text.size());
  }
  return longest;
}

noodles::Mat4 Moved(noodles::Mat4 transform, const noodles::Mat4& move) {
  noodles::Mat4 result = transform;
  for (size_t i = 0; i < 3; ++i) {
    result[12 + i] += transform[i] * move[12] + transform[4 + i] * move[13] +
                      transform[8 + i] * move[14];
  }
  return result;
}

}  // namespace

absl::StatusOr<noodles::TextureID> AddPlotTexture(noodles::Document& document,
                                                  noodles::ColorMap map) {
  PlotColorOptions options;
  options.map = map;
  const auto colors = PlotColors::Make({}, "", options);
  if (!colors.ok()) return colors.status();
  return noodles::AddColorTexture(document, colors->Texture(), "colours");
}

PointPlot::PointPlot(noodles::Server& server, const PointPlotOptions& options,
                     PlotPlaces places, PlotColors colors)
    : server_(server),
      options_(options),
      places_(std::move(places)),
      colors_(std::move(colors)) {}

absl::StatusOr<std::shared_ptr<PointPlot>> PointPlot::Create(
    noodles::Server& server, const noodles::CsvTable& data,
    const PointPlotOptions& options) {
  absl::StatusOr<PlotPlaces> places =
      PlotPlaces::Make(data, options.columns.positions, options.places);
  if (!places.ok()) return places.status();
  absl::StatusOr<PlotColors> colors =
      PlotColors::Make(data, options.columns.scalar, options.colors);
  if (!colors.ok()) return colors.status();
  const std::shared_ptr<PointPlot> plot(
      new PointPlot(server, options, *std::move(places), *std::move(colors)));
  absl::Status status =
      server.document().Transact([&] { return plot->AddAll(data); });
  if (!status.ok()) return status;
  return plot;
}

absl::Status PointPlot::AddAll(const noodles::CsvTable& data) {
  for (const auto* list : {&places_.warnings(), &colors_.warnings()}) {
    warnings_.insert(warnings_.end(), list->begin(), list->end());
  }
  radius_ =
      options_.radius.value_or(RadiusFor(places_.extent(), data.row_count()));
  absl::Status status = AddTable(data);
  if (status.ok()) status = AddTexture();
  if (status.ok()) status = AddPoints();
  if (status.ok()) status = AddSurroundings();
  if (status.ok()) status = AddMethods();
  return status;
}

absl::Status PointPlot::AddTable(const noodles::CsvTable& data) {
  reader_ = noodles::CsvCellReader(data.format);
  if (!options_.columns.size.empty()) {
    const absl::Status status = data.Numbers(options_.columns.size).status();
    if (!status.ok()) return status;
    size_ = data.Find(options_.columns.size).value();
  }
  absl::StatusOr<std::shared_ptr<noodles::DataTable>> table =
      noodles::DataTable::Create(server_, {.name = options_.name},
                                 data.columns);
  if (!table.ok()) return table.status();
  table_ = *std::move(table);
  return table_->InsertBlock(data.rows).status();
}

absl::Status PointPlot::AddTexture() {
  texture_ = options_.texture;
  const bool is_needed =
      options_.colors.column == InstanceColumn::kTextureTransform;
  if (texture_ || !(is_needed || has_legend())) return absl::OkStatus();
  const absl::StatusOr<noodles::TextureID> made = noodles::AddColorTexture(
      server_.document(), colors_.Texture(), "colours");
  // Without libpng, the legend has colours of vertices.
  if (!is_needed && absl::IsUnimplemented(made.status())) {
    return absl::OkStatus();
  }
  if (!made.ok()) return made.status();
  texture_ = *made;
  return absl::OkStatus();
}

absl::StatusOr<noodles::GeometryID> PointPlot::AddSphere() {
  noodles::Mesh sphere = noodles::Icosphere({.radius = radius_});
  noodles::GeometryOptions geometry;
  geometry.name = options_.name + " point";
  geometry.material.pbr_info.roughness = 0.4f;
  if (options_.colors.column == InstanceColumn::kTextureTransform) {
    // All vertices have the coordinates of the first pixel; the texture
    // transform of each instance moves them.
    sphere.texture_coordinates = {
        std::vector<noodles::Vec2>(sphere.positions.size(), {0, 0})};
    geometry.material.pbr_info.base_color_texture =
        noodles::TextureRef{.texture = *texture_};
  }
  return noodles::AddGeometry(server_.document(), sphere, geometry);
}

absl::Status PointPlot::AddPoints() {
  const absl::StatusOr<noodles::GeometryID> sphere = AddSphere();
  if (!sphere.ok()) return sphere.status();
  absl::StatusOr<std::vector<noodles::Instance>> instances;
  table_->Read(
      [&](const noodles::TableData& data) { instances = InstancesOf(data); });
  if (!instances.ok()) return instances.status();
  WarnOfLeftOut(instances->size());
  absl::StatusOr<std::unique_ptr<noodles::InstancedEntity>> points =
      noodles::InstancedEntity::Create(
          server_.document(), *sphere, *std::move(instances),
          {.column = options_.colors.column},
          noodles::Entity{
              .name = options_.name,
              .transform = Moved(options_.transform, places_.transform()),
              .tables = {table_->id()}});
  if (!points.ok()) return points.status();
  points_ = *std::move(points);
  table_->SetChangeListener(
      [weak = weak_from_this()](const noodles::TableData& data) {
        const std::shared_ptr<PointPlot> plot = weak.lock();
        if (plot == nullptr) return absl::OkStatus();
        absl::StatusOr<std::vector<noodles::Instance>> changed =
            plot->InstancesOf(data);
        if (!changed.ok()) return changed.status();
        return plot->points_->Replace(*std::move(changed));
      });
  return absl::OkStatus();
}

void PointPlot::WarnOfLeftOut(size_t drawn) {
  const size_t rows = table_->row_count();
  if (drawn == rows) return;
  const auto& names = options_.columns.positions;
  std::string columns = names[0] + ", " + names[1] + ", " + names[2];
  if (size_) columns += ", " + options_.columns.size;
  warnings_.push_back(std::to_string(rows - drawn) + " of " +
                      std::to_string(rows) +
                      " rows have no finite number in one of the columns " +
                      columns + " and are not drawn");
}

absl::Status PointPlot::AddSurroundings() {
  noodles::AxesOptions axes = places_.Axes();
  const noodles::BoundingBox& box = axes.box;
  const float width = box.max[0] - box.min[0];
  float gap = std::max(0.15f * width, 4 * radius_);
  if (options_.has_axes) {
    // Behind the texts of the axis at the right, which is half as wide as high.
    axes.text_height = noodles::AxesTextHeight(box);
    gap += axes.text_height *
           (0.55f * static_cast<float>(LongestText(axes.axes[2])) +
            0.8f * static_cast<float>(axes.axes[2].name.size()));
    const absl::Status status =
        noodles::AddAxes(server_.document(), axes,
                         noodles::Entity{.name = options_.name + " axes",
                                         .parent = entity()})
            .status();
    if (!status.ok()) return status;
  }
  if (!has_legend()) return absl::OkStatus();
  noodles::LegendOptions legend = colors_.Legend();
  legend.texture = texture_;
  // Flat points have a legend that can be read, too.
  const float height = std::max(box.max[1] - box.min[1], 0.3f * width);
  legend.height = height > 0 ? height : places_.extent();
  if (options_.has_axes) {
    legend.height = std::max(kLegendPart * legend.height, 0.3f * width);
  }
  const noodles::Vec3 place = {box.max[0] + gap, box.min[1],
                               (box.min[2] + box.max[2]) / 2};
  return noodles::AddLegend(
             server_.document(), legend,
             noodles::Entity{.name = "legend",
                             .parent = entity(),
                             .transform = noodles::MoveBy(place)})
      .status();
}

absl::Status PointPlot::AddMethods() {
  const noodles::InvokeIDType target{entity()};
  absl::Status status =
      server_.Implement(entity(), std::make_shared<noodles::Movable>());
  if (!status.ok()) return status;
  // The method shares the plot, so the plot lives as long as its entity.
  return server_.Offer(
      target, {{noodles::Method{.name = "delete",
                                .doc = "Takes the plot and its table away."},
                noodles::MakeMethod(
                    [plot = shared_from_this()](noodles::CallContext&) {
                      return plot->Delete();
                    },
                    {})}});
}

absl::Status PointPlot::Delete() {
  return server_.document().Transact([&] {
    absl::Status status = server_.document().DeleteTree(entity());
    if (status.ok() && server_.document().Contains(table_->id())) {
      status = server_.document().Delete(table_->id());
    }
    return status;
  });
}

absl::StatusOr<std::vector<noodles::Instance>> PointPlot::InstancesOf(
    const noodles::TableData& data) const {
  const std::vector<noodles::TableKey> keys = data.Keys();
  const noodles::TableBlock rows = data.Rows();
  const std::unordered_set<noodles::TableKey> selected =
      SelectedKeys(data, keys);
  std::vector<noodles::Instance> instances;
  instances.reserve(keys.size());
  for (size_t row = 0; row < keys.size(); ++row) {
    const std::optional<noodles::Vec3> place = places_.PlaceOf(rows, row);
    const auto size =
        size_ ? static_cast<float>(NumberAt(rows.columns[*size_], row, reader_))
              : 1.0f;
    if (!place || !std::isfinite(size)) continue;
    const bool is_selected = selected.contains(keys[row]);
    noodles::Instance point{.position = *place};
    point.scale.fill(is_selected ? size * kSelectedScale : size);
    point.column = colors_.ColumnOf(rows, row, is_selected);
    instances.push_back(point);
  }
  return instances;
}

}  // namespace examples
