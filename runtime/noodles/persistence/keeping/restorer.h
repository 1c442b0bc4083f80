// Restorer: reads a journal into a document, and collects the state beside it.
//
// Thread-safety: one thread at a time. Ownership: refers to the engine and the
// document, which outlive the Restorer.
#ifndef NOODLES_PERSISTENCE_KEEPING_RESTORER_H_
#define NOODLES_PERSISTENCE_KEEPING_RESTORER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "noodles/base/bytes.h"
#include "noodles/journal/records.h"
#include "noodles/journal/snapshots.h"
#include "noodles/persistence/journal_engine.h"
#include "noodles/persistence/records/record_order.h"
#include "noodles/state/document.h"

namespace noodles::persistence_internal {

// State of an earlier run: changes behind a whole state, or behind none.
struct EarlierState {
  std::optional<Bytes> state{};
  std::vector<Bytes> changes{};
};
using EarlierStates = std::map<std::string, EarlierState>;

void AddNote(EarlierStates& states, const StateNote& note);

class Restorer {
 public:
  // Is told of changes that cannot be made, which are then left out.
  using Complaint = std::function<void(const absl::Status& status)>;
  // Is told the secret of the document, before the first change is made.
  using SecretReceiver = std::function<void(const Bytes& secret)>;

  Restorer(JournalEngine& engine, Document& document)
      : engine_(engine), document_(document) {}
  Restorer(const Restorer&) = delete;
  Restorer& operator=(const Restorer&) = delete;

  // Without it, the first change that cannot be made is an error.
  void set_on_fault(Complaint on_fault) { on_fault_ = std::move(on_fault); }
  void set_on_secret(SecretReceiver on_secret) {
    on_secret_ = std::move(on_secret);
  }

  // Reads snapshot and records. Errors: DataLoss with file and offset; those of
  // the engine and of Document::Apply, with the place of the record.
  absl::Status Run();

  const JournalPosition& position() const { return order_.position(); }
  const Bytes& secret() const { return secret_; }
  EarlierStates& states() { return states_; }
  // That count.
  uint64_t records() const { return records_; }
  // Records that do not count, such as repeats.
  const std::vector<std::string>& left_out() const { return left_out_; }

 private:
  absl::Status TakePart(const Bytes& part, const std::string& place);
  absl::Status TakeHead(const SnapshotHead& head);
  absl::Status TakeRecord(const Bytes& encoded, const Bytes& hash,
                          const std::string& place);
  absl::Status TakeChanges(const JournalChanges& changes);
  // OK where the fault is told and left out.
  absl::Status Fault(absl::Status status, const std::string& place);

  JournalEngine& engine_;
  Document& document_;
  Complaint on_fault_;
  SecretReceiver on_secret_;
  RecordOrder order_;
  Bytes secret_;
  EarlierStates states_;
  uint64_t records_ = 0;
  uint64_t parts_ = 0;
  bool has_head_ = false;
  bool has_end_ = false;
  // The parts of a transaction that have come so far.
  JournalChanges pending_;
  uint64_t pending_parts_ = 0;
  std::vector<std::string> left_out_;
};

}  // namespace noodles::persistence_internal

#endif  // NOODLES_PERSISTENCE_KEEPING_RESTORER_H_
