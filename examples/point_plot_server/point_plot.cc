#include "point_plot_server/point_plot.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_set>
#include <utility>
#include <variant>

namespace examples {
namespace {

using noodles::ColorMap;
using noodles::InstanceColumn;
using noodles::TableCells;
using noodles::Vec4;

// Selected points are larger and orange. kSelectedColor is linear,
// kSelectedPixel is sRGB.
constexpr float kSelectedScale = 1.6f;
constexpr Vec4 kSelectedColor = {1.0f, 0.127f, 0.0f, 1.0f};
constexpr std::array<uint8_t, 4> kSelectedPixel = {255, 100, 0, 255};

// The number in a cell; NaN if the cell holds a text.
double NumberAt(const TableCells& cells, size_t row) {
  const auto* reals = std::get_if<std::vector<double>>(&cells);
  return reals == nullptr ? std::nan("") : (*reals)[row];
}

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

}  // namespace

absl::StatusOr<noodles::TextureID> AddPlotTexture(noodles::Document& document,
                                                  ColorMap map) {
  return noodles::AddColorTexture(document, map, "colours", kSelectedPixel);
}

absl::StatusOr<std::shared_ptr<PointPlot>> PointPlot::Create(
    noodles::Server& server, const noodles::CsvTable& data,
    const PointPlotOptions& options) {
  const std::shared_ptr<PointPlot> plot(new PointPlot(server, options));
  absl::Status status =
      server.document().Transact([&] { return plot->AddAll(data); });
  if (!status.ok()) return status;
  return plot;
}

absl::Status PointPlot::AddAll(const noodles::CsvTable& data) {
  absl::Status status = AddTable(data);
  if (status.ok()) status = AddPoints();
  if (status.ok()) status = AddMethods();
  return status;
}

absl::Status PointPlot::AddTable(const noodles::CsvTable& data) {
  std::vector<noodles::TableColumnInfo> columns;
  noodles::TableBlock block;
  block.row_count = data.row_count();
  for (size_t i = 0; i < data.names.size(); ++i) {
    absl::StatusOr<std::vector<double>> numbers = data.Numbers(data.names[i]);
    columns.push_back({data.names[i], numbers.ok()
                                          ? noodles::TableColumnType::kReal
                                          : noodles::TableColumnType::kText});
    if (numbers.ok()) {
      block.columns.push_back(*std::move(numbers));
    } else {
      block.columns.push_back(data.columns[i]);
    }
  }
  // The index of a column that must exist and contain numbers.
  absl::Status status;
  const auto place = [&](const std::string& name) {
    status.Update(data.Numbers(name).status());
    return data.Find(name).value_or(0);
  };
  for (size_t axis = 0; axis < 3; ++axis) {
    places_.position[axis] = place(options_.columns.positions[axis]);
  }
  if (!options_.columns.scalar.empty()) {
    places_.scalar = place(options_.columns.scalar);
  }
  if (!options_.columns.size.empty()) {
    places_.size = place(options_.columns.size);
  }
  if (!status.ok()) return status;
  const auto range_of = [&](size_t column) {
    return noodles::RangeOf(
        std::get<std::vector<double>>(block.columns[column]));
  };
  if (places_.scalar) range_ = range_of(*places_.scalar);
  for (size_t axis = 0; axis < 3; ++axis) {
    extents_[axis] = range_of(places_.position[axis]);
  }
  absl::StatusOr<std::shared_ptr<noodles::DataTable>> table =
      noodles::DataTable::Create(server_, {.name = options_.name},
                                 std::move(columns));
  if (!table.ok()) return table.status();
  table_ = *std::move(table);
  return table_->InsertBlock(std::move(block)).status();
}

absl::StatusOr<noodles::GeometryID> PointPlot::AddSphere() {
  noodles::Mesh sphere = noodles::Icosphere({.radius = options_.radius});
  noodles::GeometryOptions geometry;
  geometry.name = options_.name + " point";
  geometry.material.pbr_info.roughness = 0.4f;
  if (options_.column == InstanceColumn::kTextureTransform) {
    // All vertices have the coordinates of the first pixel; the texture
    // transform of each instance moves them.
    sphere.texture_coordinates = {
        std::vector<noodles::Vec2>(sphere.positions.size(), {0, 0})};
    std::optional<noodles::TextureID> texture = options_.texture;
    if (!texture) {
      const absl::StatusOr<noodles::TextureID> made =
          AddPlotTexture(server_.document(), options_.map);
      if (!made.ok()) return made.status();
      texture = *made;
    }
    geometry.material.pbr_info.base_color_texture =
        noodles::TextureRef{.texture = *texture};
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
  absl::StatusOr<std::unique_ptr<noodles::InstancedEntity>> points =
      noodles::InstancedEntity::Create(
          server_.document(), *sphere, *std::move(instances),
          {.column = options_.column},
          noodles::Entity{.name = options_.name,
                          .transform = options_.transform,
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

noodles::Vec3 PointPlot::LegendPlace() const {
  const auto at = [&](size_t axis, double value) {
    return PositionOf(axis, value);
  };
  const float width = at(0, extents_[0][1]) - at(0, extents_[0][0]);
  const float gap = std::max(0.15f * width, 4 * options_.radius);
  return {at(0, extents_[0][1]) + gap, at(1, extents_[1][0]),
          (at(2, extents_[2][0]) + at(2, extents_[2][1])) / 2};
}

float PointPlot::LegendHeight() const {
  const auto length = [&](size_t axis) {
    return PositionOf(axis, extents_[axis][1]) -
           PositionOf(axis, extents_[axis][0]);
  };
  // Flat points have a legend that can be read, too.
  const float height = std::max(length(1), 0.3f * length(0));
  return height > 0 ? height : 1.0f;
}

float PointPlot::PositionOf(size_t axis, double value) const {
  if (options_.cube <= 0.0f) return static_cast<float>(value);
  const auto& [first, last] = extents_[axis];
  const double part =
      last > first ? (value - first) / (last - first) : value - first + 0.5;
  const double floor = axis == 1 ? 0.0 : 0.5;
  return static_cast<float>((part - floor) * double{options_.cube});
}

Vec4 PointPlot::ColumnOf(double scalar, bool is_selected) const {
  const double width = range_[1] - range_[0];
  const double part = width > 0 ? (scalar - range_[0]) / width : 0.5;
  if (options_.column == InstanceColumn::kColor) {
    return is_selected ? kSelectedColor
                       : noodles::LinearColor(options_.map, part);
  }
  // The centre of a pixel.
  const double inside = part > 0 ? std::min(part, 1.0) : 0.0;
  const auto pixel =
      std::min(std::floor(inside * noodles::kColorTextureWidth),
               static_cast<double>(noodles::kColorTextureWidth - 1));
  return {static_cast<float>((pixel + 0.5) / noodles::kColorTextureWidth),
          is_selected ? 0.75f : 0.25f, 1.0f, 1.0f};
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
    noodles::Instance point;
    bool is_shown = true;
    for (size_t axis = 0; axis < 3; ++axis) {
      const float value =
          PositionOf(axis, NumberAt(rows.columns[places_.position[axis]], row));
      is_shown = is_shown && std::isfinite(value);
      point.position[axis] = value;
    }
    const bool is_selected = selected.contains(keys[row]);
    const auto size =
        places_.size
            ? static_cast<float>(NumberAt(rows.columns[*places_.size], row))
            : 1.0f;
    if (!is_shown || !std::isfinite(size)) continue;
    point.scale.fill(is_selected ? size * kSelectedScale : size);
    point.column =
        ColumnOf(places_.scalar ? NumberAt(rows.columns[*places_.scalar], row)
                                : range_[0],
                 is_selected);
    instances.push_back(point);
  }
  return instances;
}

}  // namespace examples
