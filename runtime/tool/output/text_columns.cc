#include "tool/output/text_columns.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "tool/output/terminal.h"

namespace noodles::tool {
namespace {

constexpr size_t kGap = 2;
// Left-aligned columns are not made narrower.
constexpr size_t kMinWidth = 8;

std::string Padding(size_t columns) { return std::string(columns, ' '); }

}  // namespace

TextColumns::TextColumns(std::vector<TextColumn> columns)
    : columns_(std::move(columns)) {
  for (const TextColumn& column : columns_) {
    widths_.push_back(std::min(ColumnsOf(column.title), kMaxPadding));
  }
}

void TextColumns::Measure(const std::vector<std::string>& cells) {
  for (size_t i = 0; i < std::min(cells.size(), widths_.size()); ++i) {
    widths_[i] =
        std::max(widths_[i], std::min(ColumnsOf(cells[i]), kMaxPadding));
  }
}

size_t TextColumns::WidthOf(size_t index, size_t limit) const {
  return columns_[index].is_right_aligned ? widths_[index]
                                          : std::min(widths_[index], limit);
}

size_t TextColumns::TotalWidth(size_t limit) const {
  size_t total = 0;
  for (size_t i = 0; i < widths_.size(); ++i) {
    total += WidthOf(i, limit) + (i > 0 ? kGap : 0);
  }
  return total;
}

void TextColumns::FitInto(size_t columns) {
  is_cut_ = columns != SIZE_MAX;
  if (!is_cut_) return;
  size_t limit = kMaxPadding;
  while (limit > kMinWidth && TotalWidth(limit) > columns) --limit;
  for (size_t i = 0; i < widths_.size(); ++i) widths_[i] = WidthOf(i, limit);
}

std::string TextColumns::Head() const {
  std::vector<std::string> titles;
  titles.reserve(columns_.size());
  for (const TextColumn& column : columns_) titles.push_back(column.title);
  return Row(titles);
}

std::string TextColumns::Row(const std::vector<std::string>& cells) const {
  std::string line;
  size_t padding = 0;
  for (size_t i = 0; i < cells.size(); ++i) {
    const bool is_right = i < columns_.size() && columns_[i].is_right_aligned;
    const size_t width = i < widths_.size() ? widths_[i] : 0;
    // The last column may take the rest of the line.
    const bool is_last = i + 1 == cells.size();
    const std::string cell = is_cut_ && !is_right && !is_last && width > 0
                                 ? FitColumns(cells[i], width)
                                 : cells[i];
    const size_t used = ColumnsOf(cell);
    const size_t missing = used < width ? width - used : 0;
    if (i > 0) padding += kGap;
    if (is_right) padding += missing;
    if (!cell.empty()) {
      line += Padding(padding) + cell;
      padding = 0;
    } else {
      padding += used;
    }
    if (!is_right) padding += missing;
  }
  return line;
}

}  // namespace noodles::tool
