#include "point_plot_server/plot_colors.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

#include "point_plot_server/plot_values.h"

namespace examples {
namespace {

using noodles::Vec4;

// kSelectedColor is linear, kSelectedPixel is sRGB: orange.
constexpr Vec4 kSelectedColor = {1.0f, 0.127f, 0.0f, 1.0f};
constexpr std::array<uint8_t, 4> kSelectedPixel = {255, 100, 0, 255};

absl::Status BadRange(const std::array<double, 2>& range,
                      const std::string& expected) {
  return absl::InvalidArgumentError("option range: expected " + expected +
                                    ", found " + std::to_string(range[0]) +
                                    " and " + std::to_string(range[1]));
}

// The place of a part of the map in the texture, in the centre of a pixel.
float PixelAt(double part) {
  constexpr double kLast = noodles::kColorTextureWidth - 1;
  const double inside = part > 0 ? std::min(part, 1.0) : 0.0;
  const double pixel =
      std::min(std::floor(inside * noodles::kColorTextureWidth), kLast);
  return static_cast<float>((pixel + 0.5) / noodles::kColorTextureWidth);
}

}  // namespace

absl::StatusOr<PlotColors> PlotColors::Make(const noodles::CsvTable& data,
                                            const std::string& column,
                                            const PlotColorOptions& options) {
  PlotColors colors;
  colors.options_ = options;
  colors.reader_ = noodles::CsvCellReader(data.format);
  if (column.empty()) return colors;
  const absl::StatusOr<size_t> place = data.Find(column);
  if (!place.ok()) return place.status();
  colors.column_ = *place;
  colors.name_ = data.columns[*place].name;
  const noodles::CsvContent content = data.ContentOf(*place);
  colors.has_dates_ = content == noodles::CsvContent::kDates;
  if (options.has_categories || content == noodles::CsvContent::kTexts) {
    if (options.is_logarithmic || options.range) {
      // The error names the cell that is no number.
      const absl::Status status = data.Numbers(column).status();
      if (!status.ok()) return status;
      return absl::InvalidArgumentError(
          "options log and range: expected numbers, found categories (option "
          "categories)");
    }
    colors.CountCategories(data);
    return colors;
  }
  absl::Status status = colors.MeasureNumbers(data);
  if (!status.ok()) return status;
  return colors;
}

absl::Status PlotColors::MeasureNumbers(const noodles::CsvTable& data) {
  const absl::StatusOr<std::vector<double>> numbers = data.Numbers(name_);
  if (!numbers.ok()) return numbers.status();
  std::vector<double> shown;
  size_t not_above_zero = 0;
  for (const double number : *numbers) {
    if (!std::isfinite(number)) continue;
    if (options_.is_logarithmic && number <= 0) {
      ++not_above_zero;
    } else {
      shown.push_back(number);
    }
  }
  has_missing_ = shown.size() < numbers->size();
  has_values_ = !shown.empty();
  if (!has_values_) {
    warnings_.push_back("column \"" + name_ +
                        "\" has no number that could be a colour");
  }
  if (options_.range) {
    range_ = *options_.range;
    if (!(range_[0] < range_[1]) || !std::isfinite(range_[1] - range_[0])) {
      return BadRange(range_, "a number and a greater one");
    }
  } else {
    range_ = noodles::RangeOf(shown);
    if (options_.is_logarithmic && shown.empty()) range_ = {1, 10};
  }
  if (options_.is_logarithmic && range_[0] <= 0) {
    return BadRange(range_, "numbers above zero, since log is set");
  }
  if (not_above_zero > 0) {
    warnings_.push_back("column \"" + name_ +
                        "\": " + std::to_string(not_above_zero) +
                        " numbers are not above zero and have no logarithm: "
                        "they have the colour of missing values");
  }
  return absl::OkStatus();
}

void PlotColors::CountCategories(const noodles::CsvTable& data) {
  const noodles::TableCells& cells = data.rows.columns[*column_];
  std::map<std::string, size_t> counts;
  for (size_t row = 0; row < data.row_count(); ++row) {
    std::string category = CategoryAt(cells, row);
    if (category.empty()) {
      has_missing_ = true;
    } else {
      ++counts[std::move(category)];
    }
  }
  has_values_ = !counts.empty();
  std::vector<std::pair<std::string, size_t>> sorted(counts.begin(),
                                                     counts.end());
  const size_t most = std::max<size_t>(options_.max_categories, 1);
  if (sorted.size() > most) {
    std::stable_sort(
        sorted.begin(), sorted.end(),
        [](const auto& a, const auto& b) { return a.second > b.second; });
    const size_t others = sorted.size() - most;
    sorted.resize(most);
    has_others_ = true;
    warnings_.push_back("column \"" + name_ + "\": " + std::to_string(others) +
                        " of " + std::to_string(counts.size()) +
                        " categories share one colour (option max-categories)");
  }
  // Numbers by their value, other categories by their letters.
  std::sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) {
    const double first = reader_.Read(a.first).number;
    const double second = reader_.Read(b.first).number;
    if (first != second && !std::isnan(first) && !std::isnan(second)) {
      return first < second;
    }
    return a.first < b.first;
  });
  for (auto& [category, count] : sorted) {
    places_.emplace(category, categories_.size());
    categories_.push_back(std::move(category));
  }
  if (has_others_) {
    categories_.push_back(std::to_string(counts.size() - most) + " others");
  }
}

std::string PlotColors::CategoryAt(const noodles::TableCells& cells,
                                   size_t row) const {
  if (const auto* texts = std::get_if<std::vector<std::string>>(&cells)) {
    const std::string& text = (*texts)[row];
    return reader_.Read(text).kind == noodles::CsvKind::kMissing ? "" : text;
  }
  std::string text;
  noodles::AppendCsvCell(noodles::CellAt(cells, row), text);
  return text;
}

std::optional<double> PlotColors::PartOf(const noodles::TableBlock& rows,
                                         size_t row) const {
  if (!column_) return 0;
  const noodles::TableCells& cells = rows.columns[*column_];
  if (!categories_.empty()) {
    const std::string category = CategoryAt(cells, row);
    if (category.empty()) return std::nullopt;
    const auto found = places_.find(category);
    // Later categories share the colour of the others.
    const size_t place =
        found != places_.end() ? found->second : categories_.size() - 1;
    return (static_cast<double>(place) + 0.5) /
           static_cast<double>(categories_.size());
  }
  const double value = NumberAt(cells, row, reader_);
  const auto& [low, high] = range_;
  if (!std::isfinite(value) || (options_.is_logarithmic && value <= 0)) {
    return std::nullopt;
  }
  if (!(high > low)) return 0.5;
  if (options_.is_logarithmic) {
    return std::log(value / low) / std::log(high / low);
  }
  return (value - low) / (high - low);
}

Vec4 PlotColors::ColumnOf(const noodles::TableBlock& rows, size_t row,
                          bool is_selected) const {
  const std::optional<double> part = PartOf(rows, row);
  if (options_.column == noodles::InstanceColumn::kColor) {
    if (is_selected) return kSelectedColor;
    if (!part) return noodles::LinearColor(MissingColor());
    if (categories_.empty()) return noodles::LinearColor(options_.map, *part);
    const auto count = static_cast<double>(categories_.size());
    return noodles::LinearColor(
        noodles::CategoryColor(static_cast<size_t>(*part * count)));
  }
  const float v = is_selected ? noodles::kMarkedRow
                  : part      ? noodles::kMapRow
                              : noodles::kMissingRow;
  return {PixelAt(part.value_or(0)), v, 1.0f, 1.0f};
}

std::array<uint8_t, 4> PlotColors::MissingColor() const {
  // Categories have no grey, whatever the map has.
  return noodles::MissingColor(
      categories_.empty() ? options_.map : noodles::ColorMap::kViridis);
}

noodles::ColorTextureOptions PlotColors::Texture() const {
  noodles::ColorTextureOptions options;
  options.map = options_.map;
  for (size_t i = 0; i < categories_.size(); ++i) {
    options.categories.push_back(noodles::CategoryColor(i));
  }
  options.marked = kSelectedPixel;
  options.missing = MissingColor();
  return options;
}

noodles::LegendOptions PlotColors::Legend() const {
  noodles::LegendOptions options;
  options.title = name_;
  options.range = range_;
  options.is_logarithmic = options_.is_logarithmic;
  options.has_dates = has_dates_;
  options.map = options_.map;
  options.categories = categories_;
  options.missing_color = MissingColor();
  if (has_missing_) options.missing = "missing";
  return options;
}

}  // namespace examples
