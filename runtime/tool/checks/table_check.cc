#include "tool/checks/table_check.h"

namespace noodles::tool {
namespace {

// True if a cell has the kind that the type of its column requires.
bool FitsType(const Any& cell, std::string_view type) {
  if (type == "TEXT") return cell.is_text();
  if (type == "REAL") return cell.is_float();
  if (type == "INTEGER") return cell.is_integer();
  return true;
}

void CheckColumns(const std::string& path, const Any& columns,
                  FindingList& findings) {
  for (size_t i = 0; i < columns.size(); ++i) {
    const Any* const type = columns[i].Find("type");
    const std::string_view text =
        type == nullptr ? "" : type->AsText().value_or("");
    if (text != "TEXT" && text != "REAL" && text != "INTEGER") {
      findings.Add(
          path + "[" + std::to_string(i) + "].type",
          "\"" + std::string(text) + "\" is none of TEXT, REAL and INTEGER",
          kPenne);
    }
  }
}

void CheckRow(const std::string& path, const Any& row, const Any& columns,
              FindingList& findings) {
  if (!row.is_array() || row.size() != columns.size()) {
    findings.Add(path, "the number of cells is not the number of columns",
                 kPenne);
    return;
  }
  for (size_t i = 0; i < row.size(); ++i) {
    const Any* const type = columns[i].Find("type");
    const std::string_view text =
        type == nullptr ? "" : type->AsText().value_or("");
    if (!FitsType(row[i], text)) {
      findings.Add(path + "[" + std::to_string(i) + "]",
                   "does not fit the column's type " + std::string(text),
                   kPenne);
    }
  }
}

}  // namespace

bool IsTableContent(const Any& value) {
  const Any* const columns = value.Find("columns");
  return columns != nullptr && columns->is_array() &&
         value.Find("keys") != nullptr && value.Find("data") != nullptr;
}

void CheckTableContent(const std::string& path, const Any& value,
                       FindingList& findings) {
  if (!IsTableContent(value)) return;
  const Any& columns = *value.Find("columns");
  const Any& data = *value.Find("data");
  CheckColumns(path + ".columns", columns, findings);
  if (value.Find("keys")->size() != data.size()) {
    findings.Add(path + ".keys", "the number of keys is not the number of rows",
                 kPenne);
  }
  CheckTableRows(path + ".data", data, columns, findings);
}

void CheckTableRows(const std::string& path, const Any& rows,
                    const Any& columns, FindingList& findings) {
  for (size_t i = 0; i < rows.size(); ++i) {
    CheckRow(path + "[" + std::to_string(i) + "]", rows[i], columns, findings);
  }
}

}  // namespace noodles::tool
