// Tables: the structures of this part of the specification.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_INTERFACES_TABLES_H_
#define NOODLES_INTERFACES_TABLES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "noodles/cbor/any.h"
#include "noodles/interfaces/fingerprint.h"

namespace noodles {

using TableRow = std::vector<cbor::Any>;

// A row's identity in its table: grows, is never used again.
using TableKey = int64_t;

enum class TableColumnType : uint8_t {
  kText,
  kReal,
  kInteger,
  kAny,
};

// The text that is sent; "" for a number that is no enumerator.
std::string_view ToString(TableColumnType value);
// Returns false, and leaves `value` unchanged, if no enumerator has this text.
bool FromString(std::string_view text, TableColumnType& value);

struct TableColumnInfo {
  std::string name{};
  TableColumnType type = TableColumnType::kText;

  bool operator==(const TableColumnInfo&) const = default;
};

// Flat pairs in a row_ranges list, so that list has an even length.
struct SelectionRange {
  TableKey key_from_inclusive = 0;
  TableKey key_to_exclusive = 0;

  bool operator==(const SelectionRange&) const = default;
};

// A named set of rows. One without rows and ranges deletes the selection.
struct Selection {
  std::string name{};
  std::vector<TableKey> rows{};
  std::vector<SelectionRange> row_ranges{};

  bool operator==(const Selection&) const = default;
};

// keys[i] is the key of data[i]; every row has one value a column.
struct TableInitData {
  std::vector<TableColumnInfo> columns{};
  std::vector<TableKey> keys{};
  std::vector<TableRow> data{};
  std::vector<Selection> selections{};
  // In the answer to noo::tbl_subscribe: the number of signals right behind the
  // reply that belong to the answer. A large table comes so: the answer holds
  // its first rows, the signals the others and the selections.
  std::optional<uint64_t> following_signals{};

  bool operator==(const TableInitData&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_INTERFACES_TABLES_H_
