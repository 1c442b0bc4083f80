#include "noodles/client/table_content.h"

#include <utility>

#include "noodles/base/status.h"

namespace noodles {
namespace {

std::optional<double> Read(const cbor::Any& cell, double) {
  return cell.AsDouble();
}
std::optional<int64_t> Read(const cbor::Any& cell, int64_t) {
  return cell.AsInt();
}
std::optional<std::string_view> Read(const cbor::Any& cell, std::string_view) {
  return cell.AsText();
}

std::string_view Expected(double) { return "a number"; }
std::string_view Expected(int64_t) { return "an integer"; }
std::string_view Expected(std::string_view) { return "a text"; }

absl::Status CheckColumn(const TableContent& content, size_t column) {
  if (column < content.columns.size()) return absl::OkStatus();
  return NotFound("the table has " + std::to_string(content.columns.size()) +
                  " columns, none with index " + std::to_string(column));
}

// `column` must be an index into content.columns.
template <class T>
absl::StatusOr<T> ReadCell(const TableContent& content, TableKey key,
                           const TableRow& row, size_t column) {
  const auto place = [&] {
    return "row " + std::to_string(key) + ", column \"" +
           content.columns[column].name + "\": ";
  };
  if (column >= row.size()) {
    return NotFound(place() + "the row has only " + std::to_string(row.size()) +
                    " cells");
  }
  const std::optional<T> value = Read(row[column], T());
  if (value) return *value;
  return InvalidArgument(place() + "expected " + std::string(Expected(T())) +
                         ", found " + row[column].ToString().substr(0, 64));
}

}  // namespace

absl::StatusOr<size_t> FindColumn(const TableContent& content,
                                  std::string_view name) {
  for (size_t i = 0; i < content.columns.size(); ++i) {
    if (content.columns[i].name == name) return i;
  }
  return NotFound("the table has no column \"" + std::string(name) + "\"");
}

template <TableCellType T>
absl::StatusOr<T> GetCell(const TableContent& content, TableKey key,
                          size_t column) {
  if (absl::Status status = CheckColumn(content, column); !status.ok()) {
    return status;
  }
  const auto row = content.rows.find(key);
  if (row == content.rows.end()) {
    return NotFound("the table has no row " + std::to_string(key));
  }
  return ReadCell<T>(content, key, row->second, column);
}

template <TableCellType T>
absl::StatusOr<T> GetCell(const TableContent& content, TableKey key,
                          std::string_view column) {
  const absl::StatusOr<size_t> index = FindColumn(content, column);
  if (!index.ok()) return index.status();
  return GetCell<T>(content, key, *index);
}

template <TableCellType T>
absl::StatusOr<std::vector<T>> GetColumn(const TableContent& content,
                                         size_t column) {
  if (absl::Status status = CheckColumn(content, column); !status.ok()) {
    return status;
  }
  std::vector<T> cells;
  cells.reserve(content.rows.size());
  for (const auto& [key, row] : content.rows) {
    const absl::StatusOr<T> cell = ReadCell<T>(content, key, row, column);
    if (!cell.ok()) return cell.status();
    cells.push_back(*cell);
  }
  return cells;
}

template <TableCellType T>
absl::StatusOr<std::vector<T>> GetColumn(const TableContent& content,
                                         std::string_view column) {
  const absl::StatusOr<size_t> index = FindColumn(content, column);
  if (!index.ok()) return index.status();
  return GetColumn<T>(content, *index);
}

template absl::StatusOr<double> GetCell(const TableContent&, TableKey, size_t);
template absl::StatusOr<double> GetCell(const TableContent&, TableKey,
                                        std::string_view);
template absl::StatusOr<std::vector<double>> GetColumn(const TableContent&,
                                                       size_t);
template absl::StatusOr<std::vector<double>> GetColumn(const TableContent&,
                                                       std::string_view);
template absl::StatusOr<int64_t> GetCell(const TableContent&, TableKey, size_t);
template absl::StatusOr<int64_t> GetCell(const TableContent&, TableKey,
                                         std::string_view);
template absl::StatusOr<std::vector<int64_t>> GetColumn(const TableContent&,
                                                        size_t);
template absl::StatusOr<std::vector<int64_t>> GetColumn(const TableContent&,
                                                        std::string_view);
template absl::StatusOr<std::string_view> GetCell(const TableContent&, TableKey,
                                                  size_t);
template absl::StatusOr<std::string_view> GetCell(const TableContent&, TableKey,
                                                  std::string_view);
template absl::StatusOr<std::vector<std::string_view>> GetColumn(
    const TableContent&, size_t);
template absl::StatusOr<std::vector<std::string_view>> GetColumn(
    const TableContent&, std::string_view);

}  // namespace noodles
