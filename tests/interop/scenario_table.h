// The table of the scenario: rows of cells under keys, its selections, and the
// six methods and four signals of methods.cddl on top of them.
//
// Thread-safety: none; methods run one after another.
#ifndef TESTS_INTEROP_SCENARIO_TABLE_H_
#define TESTS_INTEROP_SCENARIO_TABLE_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "noodles/server.h"

namespace scenario {

using noodles::Any;
using Row = std::vector<Any>;
using Rows = std::vector<Row>;

struct Column {
  std::string name;
  bool is_text = false;  // else REAL
};

// What the table sends on; slots 0 to 3 of the scenario.
struct TableSignals {
  noodles::SignalID reset;
  noodles::SignalID updated;
  noodles::SignalID rows_removed;
  noodles::SignalID selection_updated;
};

class ScenarioTable {
 public:
  ScenarioTable(noodles::Server& server, noodles::TableID id,
                TableSignals signals, std::vector<Column> columns, Rows rows);
  ScenarioTable(const ScenarioTable&) = delete;
  ScenarioTable& operator=(const ScenarioTable&) = delete;

  absl::StatusOr<Any> Subscribe(noodles::ClientNumber client);
  absl::StatusOr<Any> Insert(const std::vector<Any>& arguments);
  absl::StatusOr<Any> Update(const std::vector<Any>& arguments);
  absl::StatusOr<Any> Remove(const std::vector<Any>& arguments);
  absl::StatusOr<Any> Clear();
  absl::StatusOr<Any> UpdateSelection(const std::vector<Any>& arguments);

 private:
  absl::StatusOr<Row> Complete(const Any& cells) const;
  absl::StatusOr<std::vector<int64_t>> ExistingKeys(const Any* keys) const;
  Any Contents() const;
  absl::Status Emit(noodles::SignalID signal, std::vector<Any> arguments);

  noodles::Server& server_;
  const noodles::TableID id_;
  const TableSignals signals_;
  const std::vector<Column> columns_;
  std::map<int64_t, Row> rows_;
  std::map<std::string, Any> selections_;
  std::vector<noodles::ClientNumber> subscribers_;
  int64_t next_key_ = 0;
};

}  // namespace scenario

#endif  // TESTS_INTEROP_SCENARIO_TABLE_H_
