#include "noodles/geometry/csv.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "noodles/base/status.h"

namespace noodles {
namespace {

std::string_view Trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

absl::Status AtLine(size_t line, const std::string& what) {
  return InvalidArgument("line " + std::to_string(line) + ": " + what);
}

// Reads the text row by row.
class RowReader {
 public:
  RowReader(std::string_view text, const CsvOptions& options)
      : text_(text), options_(options) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  // False at the end. Skips empty lines.
  absl::StatusOr<bool> Next(std::vector<std::string>& cells) {
    while (!text_.empty() && (text_[0] == '\n' || text_[0] == '\r')) {
      if (text_[0] == '\n') ++line_;
      text_.remove_prefix(1);
    }
    cells.clear();
    if (text_.empty()) return false;
    while (true) {
      if (cells.size() == options_.max_columns) {
        return ResourceExhausted("more than max_columns columns");
      }
      absl::StatusOr<std::string> cell = NextCell();
      if (!cell.ok()) return cell.status();
      cells.push_back(*std::move(cell));
      if (text_.empty() || text_[0] != options_.separator) return true;
      text_.remove_prefix(1);
    }
  }

  size_t line() const { return line_; }

 private:
  absl::StatusOr<std::string> NextCell() {
    if (text_.starts_with('"')) return NextQuoted();
    size_t end = 0;
    while (end < text_.size() && text_[end] != options_.separator &&
           text_[end] != '\n' && text_[end] != '\r') {
      ++end;
    }
    std::string cell(Trimmed(text_.substr(0, end)));
    text_.remove_prefix(end);
    return cell;
  }

  absl::StatusOr<std::string> NextQuoted() {
    const size_t first_line = line_;
    std::string cell;
    for (size_t i = 1; i < text_.size(); ++i) {
      if (text_[i] == '\n') ++line_;
      if (text_[i] != '"') {
        cell.push_back(text_[i]);
      } else if (i + 1 < text_.size() && text_[i + 1] == '"') {
        cell.push_back('"');
        ++i;
      } else {
        text_.remove_prefix(i + 1);
        const bool is_end = text_.empty() || text_[0] == options_.separator ||
                            text_[0] == '\n' || text_[0] == '\r';
        if (is_end) return cell;
        return AtLine(line_, "text behind a quote");
      }
    }
    return AtLine(first_line, "a quote without an end");
  }

  std::string_view text_;
  const CsvOptions& options_;
  size_t line_ = 1;
};

}  // namespace

std::optional<size_t> CsvTable::Find(std::string_view name) const {
  const auto place = std::find(names.begin(), names.end(), name);
  if (place == names.end()) return std::nullopt;
  return static_cast<size_t>(place - names.begin());
}

absl::StatusOr<std::vector<double>> CsvTable::Numbers(
    std::string_view name) const {
  const std::optional<size_t> place = Find(name);
  if (!place) {
    return NotFound("there is no column " + std::string(name));
  }
  std::vector<double> numbers;
  for (const std::string& cell : columns[*place]) {
    double number = std::numeric_limits<double>::quiet_NaN();
    const char* const end = cell.data() + cell.size();
    const auto [stop, error] = std::from_chars(cell.data(), end, number);
    if (!cell.empty() && (error != std::errc() || stop != end)) {
      return InvalidArgument("column " + std::string(name) + ", row " +
                             std::to_string(numbers.size() + 1) + ": \"" +
                             cell.substr(0, 40) + "\" is no number");
    }
    numbers.push_back(number);
  }
  return numbers;
}

absl::StatusOr<CsvTable> ReadCsv(std::string_view text,
                                 const CsvOptions& options) {
  RowReader reader(text, options);
  CsvTable table;
  absl::StatusOr<bool> has_row = reader.Next(table.names);
  if (!has_row.ok()) return has_row.status();
  if (!*has_row) return InvalidArgument("line 1: there are no names");
  for (size_t i = 0; i < table.names.size(); ++i) {
    if (table.Find(table.names[i]) != i) {
      return AtLine(1, "the name " + table.names[i] + " occurs twice");
    }
  }
  table.columns.resize(table.names.size());
  std::vector<std::string> cells;
  size_t count = 0;
  while (true) {
    has_row = reader.Next(cells);
    if (!has_row.ok()) return has_row.status();
    if (!*has_row) return table;
    if (cells.size() != table.names.size()) {
      return AtLine(reader.line(),
                    std::to_string(cells.size()) + " cells for " +
                        std::to_string(table.names.size()) + " names");
    }
    count += cells.size();
    if (count > options.max_cells) {
      return ResourceExhausted("more than max_cells cells");
    }
    for (size_t i = 0; i < cells.size(); ++i) {
      table.columns[i].push_back(std::move(cells[i]));
    }
  }
}

}  // namespace noodles
