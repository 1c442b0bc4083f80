// What both halves of TableData use.
#ifndef NOODLES_STATE_TABLES_TABLE_DATA_INTERNAL_H_
#define NOODLES_STATE_TABLES_TABLE_DATA_INTERNAL_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "noodles/state/table_block.h"

namespace noodles::state_internal {

// "keys[3]: <what> 17"
absl::Status BadKey(size_t index, TableKey key, std::string_view what);

// The index of a key that stands there for the second time.
std::optional<size_t> FindRepeated(std::span<const TableKey> keys);

std::vector<TableCells> EmptyColumns(
    const std::vector<TableColumnInfo>& columns);

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_TABLES_TABLE_DATA_INTERNAL_H_
