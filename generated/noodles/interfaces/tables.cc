// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/tables.h"

#include <cstddef>
#include <iterator>

namespace noodles {
namespace {

constexpr std::string_view kTableColumnTypeTexts[] = {
    "TEXT",
    "REAL",
    "INTEGER",
    "ANY",
};

}  // namespace

std::string_view ToString(TableColumnType value) {
  const auto index = static_cast<size_t>(value);
  return index < std::size(kTableColumnTypeTexts) ? kTableColumnTypeTexts[index]
                                                  : "";
}

bool FromString(std::string_view text, TableColumnType& value) {
  for (size_t index = 0; index < std::size(kTableColumnTypeTexts); ++index) {
    if (kTableColumnTypeTexts[index] == text) {
      value = static_cast<TableColumnType>(index);
      return true;
    }
  }
  return false;
}

}  // namespace noodles
