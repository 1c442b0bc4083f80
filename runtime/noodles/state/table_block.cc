#include "noodles/state/table_block.h"

#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/cbor/any_codec.h"
#include "noodles/cbor/store.h"
#include "noodles/cbor/writer.h"

namespace noodles {
namespace {

constexpr size_t kFoundShown = 60;

template <class T>
std::optional<T> ReadCell(const cbor::Any& cell) {
  if constexpr (std::is_same_v<T, std::string>) {
    const auto text = cell.AsText();
    return text ? std::optional<std::string>(*text) : std::nullopt;
  } else if constexpr (std::is_same_v<T, double>) {
    return cell.AsDouble();
  } else if constexpr (std::is_same_v<T, int64_t>) {
    return cell.AsInt();
  } else {
    return cell.is_null() ? cbor::Any("") : cell;
  }
}

template <class T>
T EmptyCell() {
  if constexpr (std::is_same_v<T, cbor::Any>) return cbor::Any("");
  return T();
}

std::string_view Expected(TableColumnType type) {
  switch (type) {
    case TableColumnType::kText:
      return "a text";
    case TableColumnType::kReal:
      return "a number";
    case TableColumnType::kInteger:
      return "an integer of 64 bits";
    case TableColumnType::kAny:
      break;
  }
  return "anything";
}

std::string Found(const cbor::Any& cell) {
  // Containers are not shown: they can be of any size.
  if (cell.is_array() || cell.is_map() || cell.is_bytes() || cell.is_tag()) {
    return std::string(cbor::ToString(cell.kind()));
  }
  if (cell.size() > kFoundShown) {
    return "a text of " + std::to_string(cell.size()) + " bytes";
  }
  return cell.ToString();
}

std::string NameOfCell(size_t row, size_t column,
                       const std::vector<TableColumnInfo>& columns) {
  return "rows[" + std::to_string(row) + "][" + std::to_string(column) +
         "], column \"" + columns[column].name + "\"";
}

absl::Status ReadColumn(const std::vector<TableColumnInfo>& columns,
                        const std::vector<TableRow>& rows, size_t column,
                        TableCells& result) {
  return std::visit(
      [&]<class T>(std::vector<T>& cells) {
        cells.reserve(rows.size());
        for (size_t row = 0; row < rows.size(); ++row) {
          if (column >= rows[row].size()) {
            cells.push_back(EmptyCell<T>());
            continue;
          }
          std::optional<T> cell = ReadCell<T>(rows[row][column]);
          if (!cell) {
            return InvalidArgument(NameOfCell(row, column, columns) +
                                   ": expected " +
                                   std::string(Expected(columns[column].type)) +
                                   ", found " + Found(rows[row][column]));
          }
          cells.push_back(*std::move(cell));
        }
        return absl::OkStatus();
      },
      result);
}

}  // namespace

TableCells EmptyCells(TableColumnType type) {
  switch (type) {
    case TableColumnType::kText:
      return std::vector<std::string>();
    case TableColumnType::kReal:
      return std::vector<double>();
    case TableColumnType::kInteger:
      return std::vector<int64_t>();
    case TableColumnType::kAny:
      break;
  }
  return std::vector<cbor::Any>();
}

absl::StatusOr<TableBlock> MakeTableBlock(
    const std::vector<TableColumnInfo>& columns,
    const std::vector<TableRow>& rows) {
  for (size_t row = 0; row < rows.size(); ++row) {
    if (rows[row].size() > columns.size()) {
      return InvalidArgument("rows[" + std::to_string(row) +
                             "]: expected at most " +
                             std::to_string(columns.size()) + " cells, found " +
                             std::to_string(rows[row].size()));
    }
  }
  TableBlock block;
  block.row_count = rows.size();
  for (size_t column = 0; column < columns.size(); ++column) {
    TableCells& cells =
        block.columns.emplace_back(EmptyCells(columns[column].type));
    absl::Status status = ReadColumn(columns, rows, column, cells);
    if (!status.ok()) return status;
  }
  return block;
}

absl::Status CheckTableBlock(const std::vector<TableColumnInfo>& columns,
                             const TableBlock& block) {
  if (block.columns.size() != columns.size()) {
    return InvalidArgument("expected " + std::to_string(columns.size()) +
                           " columns, found " +
                           std::to_string(block.columns.size()));
  }
  for (size_t column = 0; column < columns.size(); ++column) {
    const TableCells& cells = block.columns[column];
    const std::string name = "column \"" + columns[column].name + "\"";
    if (cells.index() != static_cast<size_t>(columns[column].type)) {
      return InvalidArgument(
          name + ": expected cells of type " +
          std::string(ToString(columns[column].type)) + ", found " +
          std::string(ToString(static_cast<TableColumnType>(cells.index()))));
    }
    const size_t count =
        std::visit([](const auto& list) { return list.size(); }, cells);
    if (count != block.row_count) {
      return InvalidArgument(name + ": expected " +
                             std::to_string(block.row_count) +
                             " cells, found " + std::to_string(count));
    }
  }
  return absl::OkStatus();
}

cbor::Any CellAt(const TableCells& cells, size_t row) {
  return std::visit([row](const auto& list) { return cbor::Any(list[row]); },
                    cells);
}

std::vector<TableRow> RowsOf(const TableBlock& block) {
  std::vector<TableRow> rows(block.row_count);
  for (size_t row = 0; row < block.row_count; ++row) {
    rows[row].reserve(block.columns.size());
    for (const TableCells& cells : block.columns) {
      rows[row].push_back(CellAt(cells, row));
    }
  }
  return rows;
}

void WriteCell(cbor::Writer& writer, const TableCells& cells, size_t row) {
  switch (cells.index()) {
    case 0:
      return writer.WriteText((*std::get_if<0>(&cells))[row]);
    case 1:
      return writer.WriteDouble((*std::get_if<1>(&cells))[row]);
    case 2:
      return writer.WriteInt((*std::get_if<2>(&cells))[row]);
    default:
      return Write(writer, (*std::get_if<3>(&cells))[row]);
  }
}

size_t EncodedRowBytes(const std::vector<TableCells>& columns, size_t row) {
  size_t bytes = 2 * cbor::kLongestHead;  // the key, and the head of the row
  for (const TableCells& cells : columns) {
    bytes += cbor::kLongestHead;
    if (const auto* texts = std::get_if<std::vector<std::string>>(&cells)) {
      bytes += (*texts)[row].size();
    } else if (const auto* any = std::get_if<std::vector<cbor::Any>>(&cells)) {
      // Encoded to be measured: size() of a container counts its elements.
      cbor::Writer writer;
      Write(writer, (*any)[row]);
      bytes += writer.size();
    }
  }
  return bytes;
}

size_t TextBytes(const std::vector<TableCells>& columns, size_t row) {
  size_t sum = 0;
  for (const TableCells& cells : columns) {
    if (const auto* texts = std::get_if<std::vector<std::string>>(&cells)) {
      sum += (*texts)[row].size();
    } else if (const auto* any = std::get_if<std::vector<cbor::Any>>(&cells)) {
      // A container counts by its elements.
      sum += (*any)[row].size();
    }
  }
  return sum;
}

TableBlock Slice(const TableBlock& block, size_t begin, size_t end) {
  TableBlock slice{end - begin, {}};
  for (const TableCells& cells : block.columns) {
    std::visit(
        [&]<class T>(const std::vector<T>& list) {
          const auto first = list.begin();
          slice.columns.emplace_back(
              std::vector<T>(first + static_cast<std::ptrdiff_t>(begin),
                             first + static_cast<std::ptrdiff_t>(end)));
        },
        cells);
  }
  return slice;
}

}  // namespace noodles
