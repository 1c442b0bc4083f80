// The content of a table as received by a client, and its cells as C++ values.
//
//   const auto people = GetColumn<int64_t>(content, "people");
//   const auto name = GetCell<std::string_view>(content, key, 0);
//
// Thread-safety: plain values; every function may be called from any thread.
// Ownership: a std::string_view points into the content and is valid until the
// content is changed or destroyed.
#ifndef NOODLES_CLIENT_TABLE_CONTENT_H_
#define NOODLES_CLIENT_TABLE_CONTENT_H_

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/interfaces/tables.h"

namespace noodles {

struct TableContent {
  std::vector<TableColumnInfo> columns{};
  std::map<TableKey, TableRow> rows{};
  std::map<std::string, Selection> selections{};

  bool operator==(const TableContent&) const = default;
};

// A change of the content.
struct TableChange {
  bool is_reset = false;          // all of the content
  std::vector<TableKey> updated;  // keys of updated and inserted rows
  std::vector<TableKey> removed;
  std::optional<std::string> selection;  // name of the changed selection
};

// The C++ types of a cell. A double may be read from an integer, and an int64_t
// from a float with an integral value, because servers send both in numeric
// columns.
template <class T>
concept TableCellType = std::same_as<T, double> || std::same_as<T, int64_t> ||
    std::same_as<T, std::string_view>;

// The index, from 0, of the first column of this name. Error: NotFound.
absl::StatusOr<size_t> FindColumn(const TableContent& content,
                                  std::string_view name);

// One cell, by the index or the name of its column. Errors: NotFound for a row
// or column that does not exist, and for a row that is too short;
// InvalidArgument for a cell of another type.
template <TableCellType T>
absl::StatusOr<T> GetCell(const TableContent& content, TableKey key,
                          size_t column);
template <TableCellType T>
absl::StatusOr<T> GetCell(const TableContent& content, TableKey key,
                          std::string_view column);

// The cells of a column, ordered by the keys of the rows. Errors: that of the
// first cell that cannot be read.
template <TableCellType T>
absl::StatusOr<std::vector<T>> GetColumn(const TableContent& content,
                                         size_t column);
template <TableCellType T>
absl::StatusOr<std::vector<T>> GetColumn(const TableContent& content,
                                         std::string_view column);

}  // namespace noodles

#endif  // NOODLES_CLIENT_TABLE_CONTENT_H_
