// The values of a table's cells as a plot uses them.
//
// Thread-safety: pure functions.
#ifndef EXAMPLES_POINT_PLOT_SERVER_PLOT_VALUES_H_
#define EXAMPLES_POINT_PLOT_SERVER_PLOT_VALUES_H_

#include <noodles/geometry.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace examples {

// NaN for a missing value and for a text that is no number and no date.
inline double NumberAt(const noodles::TableCells& cells, size_t row,
                       const noodles::CsvCellReader& reader) {
  if (const auto* reals = std::get_if<std::vector<double>>(&cells)) {
    return (*reals)[row];
  }
  if (const auto* integers = std::get_if<std::vector<int64_t>>(&cells)) {
    return static_cast<double>((*integers)[row]);
  }
  const auto* const texts = std::get_if<std::vector<std::string>>(&cells);
  return texts == nullptr ? std::nan("") : reader.Read((*texts)[row]).number;
}

}  // namespace examples

#endif  // EXAMPLES_POINT_PLOT_SERVER_PLOT_VALUES_H_
