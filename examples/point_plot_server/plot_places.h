// Where the rows of a table stand in a plot.
//
// Without a cube, coordinates are metres less a local origin, which the
// transform of the plot gives back. The scale is that of the first data: later
// rows may lie outside.
//
// Thread-safety: like a vector: any number of readers. Ownership: owns its
// values.
#ifndef EXAMPLES_POINT_PLOT_SERVER_PLOT_PLACES_H_
#define EXAMPLES_POINT_PLOT_SERVER_PLOT_PLACES_H_

#include <noodles/geometry.h>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace examples {

struct PlotPlaceOptions {
  // Edge length, in metres, of the cube that the first data fill; the origin is
  // the middle of its floor. 0: the coordinates are metres.
  float cube = 0.0f;
  // Whether all axes have one scale in the cube; the longest fills it.
  bool is_equal = false;
  // Whether the third coordinate points upwards and the second away from the
  // reader, instead of the second upwards and the third to the reader.
  bool is_z_up = false;
};

class PlotPlaces {
 public:
  // Errors: those of the named columns; InvalidArgument where no row has a
  // position.
  static absl::StatusOr<PlotPlaces> Make(
      const noodles::CsvTable& data, const std::array<std::string, 3>& columns,
      const PlotPlaceOptions& options);

  // Empty without a position.
  std::optional<noodles::Vec3> PlaceOf(const noodles::TableBlock& rows,
                                       size_t row) const;
  // Moves by the local origin.
  noodles::Mat4 transform() const { return noodles::MoveBy(origin_); }
  // Around the first data, with the names and ticks of its axes.
  noodles::AxesOptions Axes() const;
  noodles::BoundingBox Box() const;
  // The longest edge of the box; 1 for points in one place.
  float extent() const;
  // Warnings about choices that the data made necessary, not the options.
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  // One axis of the scene.
  struct Axis {
    std::string name{};
    size_t column = 0;
    // -1 where the axis runs against the coordinate.
    double sign = 1;
    bool has_dates = false;
    std::array<double, 2> range = {0, 0};
  };

  absl::Status Measure(const noodles::CsvTable& data);
  double PositionOf(size_t axis, double value) const;

  PlotPlaceOptions options_;
  noodles::CsvCellReader reader_;
  std::array<Axis, 3> axes_{};
  noodles::Vec3 origin_ = {0, 0, 0};
  std::vector<std::string> warnings_;
};

}  // namespace examples

#endif  // EXAMPLES_POINT_PLOT_SERVER_PLOT_PLACES_H_
