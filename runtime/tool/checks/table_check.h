// What a table sends to those who subscribe.
//
// Thread-safety: pure functions, but for the findings.
#ifndef NOODLES_TOOL_CHECKS_TABLE_CHECK_H_
#define NOODLES_TOOL_CHECKS_TABLE_CHECK_H_

#include <string>

#include "noodles/cbor/any.h"
#include "tool/checks/findings.h"

namespace noodles::tool {

// Whether `value` looks like a table's content: columns, keys and data.
bool IsTableContent(const noodles::Any& value);

// Does nothing for a value that is no table's content.
void CheckTableContent(const std::string& path, const noodles::Any& value,
                       FindingList& findings);

// Rows that are sent later, as those of noo::tbl_updated, against the columns
// of the content.
void CheckTableRows(const std::string& path, const noodles::Any& rows,
                    const noodles::Any& columns, FindingList& findings);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_TABLE_CHECK_H_
