// Checks the content of tables and the arguments of table signals.
//
// Thread-safety: one thread at a time.
#ifndef NOODLES_TOOL_CHECKS_TABLE_CHECK_H_
#define NOODLES_TOOL_CHECKS_TABLE_CHECK_H_

#include <string>

#include "noodles/cbor/any.h"
#include "tool/checks/findings.h"

namespace noodles::tool {

// True if `value` has the keys of a TableInitData: columns, keys and data.
bool IsTableContent(const Any& value);

// Does nothing if IsTableContent(value) is false.
void CheckTableContent(const std::string& path, const Any& value,
                       FindingList& findings);

// Checks the rows of a signal, such as noo::tbl_updated, against the columns of
// the content.
void CheckTableRows(const std::string& path, const Any& rows,
                    const Any& columns, FindingList& findings);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_TABLE_CHECK_H_
