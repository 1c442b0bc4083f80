// The colours of the points of a plot: by a number, a date or a category.
//
// The range and the categories are those of the first data, so that colours
// keep their meaning. Missing values have a colour of their own.
//
// Thread-safety: like a vector: any number of readers. Ownership: owns its
// values.
#ifndef EXAMPLES_POINT_PLOT_SERVER_PLOT_COLORS_H_
#define EXAMPLES_POINT_PLOT_SERVER_PLOT_COLORS_H_

#include <noodles/geometry.h>

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace examples {

struct PlotColorOptions {
  noodles::ColorMap map = noodles::ColorMap::kViridis;
  // The values at the ends of the map; values beyond have the colours of the
  // ends. Default: the least and the greatest value.
  std::optional<std::array<double, 2>> range{};
  // Whether equal factors have equal distances. Values that are not above zero
  // then have the colour of missing values.
  bool is_logarithmic = false;
  // Whether numbers are categories, too. Texts always are.
  bool has_categories = false;
  // The most frequent categories have colours; all others share one.
  size_t max_categories = 12;
  // The meaning of the second column of an instance. kTextureTransform, as in
  // the specification, selects a colour in the texture.
  noodles::InstanceColumn column = noodles::InstanceColumn::kTextureTransform;
};

class PlotColors {
 public:
  // Without a name of a column, all points have the first colour of the map.
  // Errors: NotFound; InvalidArgument for options that do not fit the column.
  static absl::StatusOr<PlotColors> Make(const noodles::CsvTable& data,
                                         const std::string& column,
                                         const PlotColorOptions& options);

  // The second column of the instance of a row.
  noodles::Vec4 ColumnOf(const noodles::TableBlock& rows, size_t row,
                         bool is_selected) const;
  // The colours of the texture, with those of selected points.
  noodles::ColorTextureOptions Texture() const;
  // Whether there are colours that a legend could explain.
  bool has_legend() const { return has_values_; }
  // The title, the range or the categories.
  noodles::LegendOptions Legend() const;
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  absl::Status MeasureNumbers(const noodles::CsvTable& data);
  void CountCategories(const noodles::CsvTable& data);
  // The part of the map, or of the categories; empty for a missing value.
  std::optional<double> PartOf(const noodles::TableBlock& rows,
                               size_t row) const;
  // Empty for a missing value.
  std::string CategoryAt(const noodles::TableCells& cells, size_t row) const;
  std::array<uint8_t, 4> MissingColor() const;

  PlotColorOptions options_;
  noodles::CsvCellReader reader_;
  std::string name_;
  std::optional<size_t> column_;
  bool has_dates_ = false;
  bool has_missing_ = false;
  bool has_values_ = false;
  std::array<double, 2> range_ = {0, 1};
  std::vector<std::string> categories_;
  std::map<std::string, size_t> places_;
  bool has_others_ = false;
  std::vector<std::string> warnings_;
};

}  // namespace examples

#endif  // EXAMPLES_POINT_PLOT_SERVER_PLOT_COLORS_H_
