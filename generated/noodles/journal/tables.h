// Tables: the structures of this part of the specification.
//
// Generated from journal.cddl, journal.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_JOURNAL_TABLES_H_
#define NOODLES_JOURNAL_TABLES_H_

#include <optional>
#include <vector>

#include "noodles/interfaces/tables.h"
#include "noodles/journal/fingerprint.h"

namespace noodles {

// The state of a table beside the document.
struct TableState {
  TableInitData content{};
  TableKey next_key = 0;

  bool operator==(const TableState&) const = default;
};

// One change of a table; the keys that are present are done in this order.
struct JournalTableChange {
  bool is_cleared = false;
  std::vector<TableKey> removed{};
  std::vector<TableKey> keys{};
  std::vector<TableRow> rows{};
  std::optional<Selection> selection{};

  bool operator==(const JournalTableChange&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_JOURNAL_TABLES_H_
