#include "point_plot_server/plot_places.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "point_plot_server/plot_values.h"

namespace examples {

absl::StatusOr<PlotPlaces> PlotPlaces::Make(
    const noodles::CsvTable& data, const std::array<std::string, 3>& columns,
    const PlotPlaceOptions& options) {
  PlotPlaces places;
  places.options_ = options;
  places.reader_ = noodles::CsvCellReader(data.format);
  // The coordinate along each axis of the scene.
  const std::array<size_t, 3> coordinates =
      options.is_z_up ? std::array<size_t, 3>{0, 2, 1}
                      : std::array<size_t, 3>{0, 1, 2};
  for (size_t axis = 0; axis < 3; ++axis) {
    const std::string& name = columns[coordinates[axis]];
    const absl::Status status = data.Numbers(name).status();
    if (!status.ok()) return status;
    Axis& made = places.axes_[axis];
    made.column = data.Find(name).value();
    made.name = data.columns[made.column].name;
    made.sign = options.is_z_up && axis == 2 ? -1 : 1;
    made.has_dates = data.ContentOf(made.column) == noodles::CsvContent::kDates;
    if (made.has_dates && options.cube <= 0.0f &&
        places.options_.cube <= 0.0f) {
      places.options_.cube = 1.0f;
      places.warnings_.push_back(
          "column \"" + made.name +
          "\" has dates, which are no metres: the points "
          "fill a cube of 1 m (option cube)");
    }
  }
  absl::Status status = places.Measure(data);
  if (!status.ok()) return status;
  return places;
}

absl::Status PlotPlaces::Measure(const noodles::CsvTable& data) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (Axis& axis : axes_) axis.range = {kInfinity, -kInfinity};
  // Metres must fit into floats, with room for a box around them. A cube takes
  // all numbers whose difference is finite.
  const double most = options_.cube > 0.0f
                          ? std::numeric_limits<double>::max() / 4
                          : double{std::numeric_limits<float>::max()} / 16;
  std::vector<std::array<double, 3>> points;
  for (size_t row = 0; row < data.row_count(); ++row) {
    std::array<double, 3> point{};
    for (size_t i = 0; i < 3; ++i) {
      point[i] = NumberAt(data.rows.columns[axes_[i].column], row, reader_);
    }
    const bool is_shown =
        std::all_of(point.begin(), point.end(),
                    [most](double x) { return std::abs(x) <= most; });
    if (!is_shown) continue;
    for (size_t i = 0; i < 3; ++i) {
      axes_[i].range[0] = std::min(axes_[i].range[0], point[i]);
      axes_[i].range[1] = std::max(axes_[i].range[1], point[i]);
      point[i] *= axes_[i].sign;
    }
    points.push_back(point);
  }
  if (points.empty()) {
    return absl::InvalidArgumentError(
        "expected a row with numbers in the columns \"" + axes_[0].name +
        "\", \"" + axes_[1].name + "\" and \"" + axes_[2].name + "\", found " +
        std::to_string(data.row_count()) +
        " rows without; the options x, y and z name other columns");
  }
  if (options_.cube <= 0.0f) origin_ = noodles::LocalOriginOf(points);
  return absl::OkStatus();
}

double PlotPlaces::PositionOf(size_t axis, double value) const {
  const Axis& shown = axes_[axis];
  if (options_.cube <= 0.0f) return shown.sign * value - double{origin_[axis]};
  const auto& [first, last] = shown.range;
  double length = last - first;
  if (options_.is_equal) {
    for (const Axis& other : axes_) {
      length = std::max(length, other.range[1] - other.range[0]);
    }
  }
  if (!(length > 0)) length = 1;
  // The floor is at the least height; other axes have their middle at zero.
  const double zero =
      axis == 1 && last > first ? first : first + (last - first) / 2;
  // Equal heights lie in the middle of the cube.
  const double lift = axis == 1 && !(last > first) ? 0.5 : 0;
  return (shown.sign * (value - zero) / length + lift) * double{options_.cube};
}

std::optional<noodles::Vec3> PlotPlaces::PlaceOf(
    const noodles::TableBlock& rows, size_t row) const {
  noodles::Vec3 place{};
  for (size_t axis = 0; axis < 3; ++axis) {
    const double value =
        NumberAt(rows.columns[axes_[axis].column], row, reader_);
    place[axis] = static_cast<float>(PositionOf(axis, value));
    // Room for the size of the point and its box.
    if (!(std::abs(place[axis]) <= std::numeric_limits<float>::max() / 16)) {
      return std::nullopt;
    }
  }
  return place;
}

noodles::BoundingBox PlotPlaces::Box() const {
  noodles::BoundingBox box;
  for (size_t axis = 0; axis < 3; ++axis) {
    const auto first =
        static_cast<float>(PositionOf(axis, axes_[axis].range[0]));
    const auto last =
        static_cast<float>(PositionOf(axis, axes_[axis].range[1]));
    box.min[axis] = std::min(first, last);
    box.max[axis] = std::max(first, last);
  }
  return box;
}

float PlotPlaces::extent() const {
  const noodles::BoundingBox box = Box();
  const float longest =
      std::max({box.max[0] - box.min[0], box.max[1] - box.min[1],
                box.max[2] - box.min[2]});
  return longest > 0 ? longest : 1.0f;
}

noodles::AxesOptions PlotPlaces::Axes() const {
  noodles::AxesOptions options;
  options.box = Box();
  const float spacing = 2.5f * noodles::AxesTextHeight(options.box);
  for (size_t i = 0; i < 3; ++i) {
    noodles::Axis& axis = options.axes[i];
    axis.name = axes_[i].name;
    axis.range = axes_[i].range;
    const float length = options.box.max[i] - options.box.min[i];
    // Numbers along x stand beside each other and need more room.
    const float room = i == 0 ? 2 * spacing : spacing;
    const auto most =
        static_cast<size_t>(std::clamp(length / room, 2.0f, 6.0f));
    axis.ticks = axes_[i].has_dates ? noodles::DateTicks(axis.range, most)
                                    : noodles::LinearTicks(axis.range, most);
    // No room for two numbers.
    if (length < room) axis.ticks.resize(1);
    if (axes_[i].sign < 0) std::swap(axis.range[0], axis.range[1]);
  }
  return options;
}

}  // namespace examples
