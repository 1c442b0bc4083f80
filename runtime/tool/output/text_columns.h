// Rows of text with aligned columns.
//
//   TextColumns columns({{"name"}, {"size", true}});
//   for (const auto& cells : rows) columns.Measure(cells);
//   columns.FitInto(output.columns());
//   output.ShortLine(output.Bold(columns.Head()));
//   for (const auto& cells : rows) output.ShortLine(columns.Row(cells));
//
// Thread-safety: one thread at a time. Ownership: plain values.
#ifndef NOODLES_TOOL_OUTPUT_TEXT_COLUMNS_H_
#define NOODLES_TOOL_OUTPUT_TEXT_COLUMNS_H_

#include <cstddef>
#include <string>
#include <vector>

namespace noodles::tool {

struct TextColumn {
  std::string title{};
  bool is_right_aligned = false;  // for numbers
};

class TextColumns {
 public:
  explicit TextColumns(std::vector<TextColumn> columns);

  // Widens the columns for these cells. A cell of more than kMaxPadding columns
  // widens its column only to kMaxPadding, so that one long text does not move
  // all other rows apart.
  void Measure(const std::vector<std::string>& cells);

  // Shortens left-aligned columns until a row takes at most `columns`; longer
  // cells are cut by later calls of Row. Numbers are never cut. SIZE_MAX: no
  // limit, nothing is cut.
  void FitInto(size_t columns);

  // The titles, and the cells of a row, padded. A row may have fewer or more
  // cells than there are columns.
  std::string Head() const;
  std::string Row(const std::vector<std::string>& cells) const;

  static constexpr size_t kMaxPadding = 40;

 private:
  size_t TotalWidth(size_t limit) const;
  size_t WidthOf(size_t index, size_t limit) const;

  std::vector<TextColumn> columns_;
  std::vector<size_t> widths_;
  bool is_cut_ = false;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_OUTPUT_TEXT_COLUMNS_H_
