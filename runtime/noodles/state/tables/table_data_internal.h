// Functions that table_data.cc and table_data_change.cc share.
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

// The index of the second occurrence of a key.
std::optional<size_t> FindRepeated(std::span<const TableKey> keys);

std::vector<TableCells> EmptyColumns(
    const std::vector<TableColumnInfo>& columns);

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_TABLES_TABLE_DATA_INTERNAL_H_
