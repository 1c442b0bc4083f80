// What a client has of a table, and its cells as values of C++.
//
//   const auto people = GetColumn<int64_t>(content, "people");
//   const auto name = GetCell<std::string_view>(content, key, 0);
//
// Thread-safety: plain values; pure functions. Ownership: texts point into the
// content, and are valid until it is changed or destroyed.
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

// What has changed.
struct TableChange {
  bool is_reset = false;          // everything
  std::vector<TableKey> updated;  // also inserted
  std::vector<TableKey> removed;
  std::optional<std::string> selection;  // its name
};

// What a cell is read as. A double also comes from an integer, an int64_t also
// from a float with an integral value: servers send both in columns of numbers.
template <class T>
concept TableCellType = std::same_as<T, double> || std::same_as<T, int64_t> ||
    std::same_as<T, std::string_view>;

// The index of the first column of this name, from 0. NotFound if there is
// none.
absl::StatusOr<size_t> FindColumn(const TableContent& content,
                                  std::string_view name);

// One cell, in the column of an index or of a name. Errors: NotFound for a row
// or a column that is not there, and where the row is too short to have the
// cell; InvalidArgument for a cell that holds something else.
template <TableCellType T>
absl::StatusOr<T> GetCell(const TableContent& content, TableKey key,
                          size_t column);
template <TableCellType T>
absl::StatusOr<T> GetCell(const TableContent& content, TableKey key,
                          std::string_view column);

// The cells of a column in the order of the rows' keys. Errors: those of the
// first row that has one.
template <TableCellType T>
absl::StatusOr<std::vector<T>> GetColumn(const TableContent& content,
                                         size_t column);
template <TableCellType T>
absl::StatusOr<std::vector<T>> GetColumn(const TableContent& content,
                                         std::string_view column);

}  // namespace noodles

#endif  // NOODLES_CLIENT_TABLE_CONTENT_H_
