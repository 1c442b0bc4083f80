#include "noodles/tabular/rows/csv_names.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "noodles/tabular/cells/csv_text.h"

namespace noodles::tabular_internal {

bool HasNames(const CsvRow& first, const CsvOptions& options) {
  if (options.header != CsvHeader::kRecognise) {
    return options.header == CsvHeader::kNames;
  }
  if (first.has_quotes) return true;
  const CsvCellReader reader(options.format);
  // Programs name columns without names 0, 1, 2, ...
  bool is_count = first.cells.size() > 1;
  size_t integers = 0;
  size_t missing = 0;
  for (size_t i = 0; i < first.cells.size(); ++i) {
    const CsvValue value = reader.Read(first.cells[i]);
    if (value.kind == CsvKind::kText) return true;
    if (value.kind == CsvKind::kMissing) {
      ++missing;
      continue;
    }
    if (value.kind == CsvKind::kInteger) ++integers;
    is_count = is_count && value.kind == CsvKind::kInteger &&
               value.integer == static_cast<int64_t>(i);
  }
  if (missing == first.cells.size()) return true;
  // Whole numbers, such as years, behind the names of the rows.
  const bool has_row_names =
      first.cells[0].empty() && integers + 1 == first.cells.size();
  return is_count || has_row_names;
}

std::vector<std::string> UniqueNames(std::vector<std::string> names,
                                     size_t line,
                                     std::vector<std::string>& warnings) {
  std::unordered_set<std::string> given(names.begin(), names.end());
  std::unordered_set<std::string> used;
  for (size_t i = 0; i < names.size(); ++i) {
    std::string& name = names[i];
    const bool is_empty = name.empty();
    const std::string base =
        is_empty ? "column " + std::to_string(i + 1) : name;
    std::string unique = base;
    const auto is_taken = [&] {
      return used.contains(unique) ||
             (unique != name && given.contains(unique));
    };
    for (size_t count = 1; is_taken(); ++count) {
      unique = base + "." + std::to_string(count);
    }
    if (unique != name) {
      warnings.push_back("line " + std::to_string(line) + ", column " +
                         std::to_string(i + 1) + ": " +
                         (is_empty ? "expected a name, found none"
                                   : "expected a new name, found " +
                                         ShownCell(name) + " once more") +
                         "; the column is called " + ShownCell(unique) +
                         " (option names gives others)");
    }
    used.insert(unique);
    name = std::move(unique);
  }
  return names;
}

std::string ListOfNames(const std::vector<TableColumnInfo>& columns) {
  constexpr size_t kShown = 30;
  std::string list;
  for (size_t i = 0; i < std::min(columns.size(), kShown); ++i) {
    list += (i > 0 ? ", " : "") + ShownCell(columns[i].name);
  }
  if (columns.size() > kShown) {
    list += " and " + std::to_string(columns.size() - kShown) + " more";
  }
  return list;
}

}  // namespace noodles::tabular_internal
