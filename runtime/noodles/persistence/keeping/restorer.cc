#include "noodles/persistence/keeping/restorer.h"

#include <iterator>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/codec.h"
#include "noodles/journal/codecs.h"
#include "noodles/persistence/records/journal_codec.h"

namespace noodles::persistence_internal {
namespace {

absl::Status At(const std::string& place, const absl::Status& status) {
  if (status.ok()) return status;
  return MakeStatus(status.code(),
                    place + ": " + std::string(StatusMessage(status)));
}

template <class T>
void Append(std::vector<T>& to, std::vector<T> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()),
            std::make_move_iterator(from.end()));
}

}  // namespace

void AddNote(EarlierStates& states, const StateNote& note) {
  if (!note.state && !note.change) {
    states.erase(note.name);
    return;
  }
  EarlierState& kept = states[note.name];
  // The bytes outlive the record that they came in.
  if (note.state) kept = {Bytes::Copy(note.state->span()), {}};
  if (note.change) kept.changes.push_back(Bytes::Copy(note.change->span()));
}

absl::Status Restorer::Fault(absl::Status status, const std::string& place) {
  if (status.ok()) return status;
  status = At(place, status);
  if (!on_fault_) return status;
  on_fault_(status);
  return absl::OkStatus();
}

absl::Status Restorer::Run() {
  absl::Status status = engine_.ReadSnapshot(
      [this](const Bytes& part, const Bytes&, const std::string& place) {
        return TakePart(part, place);
      });
  if (!status.ok()) return status;
  if (!has_head_) {
    return DataLoss(
        "the snapshot has no head, so nothing tells which records "
        "belong behind it");
  }
  if (!has_end_) {
    status = Fault(DataLoss("the end is missing"), "the snapshot");
    if (!status.ok()) return status;
  }
  return engine_.ReadRecords(
      [this](const Bytes& record, const Bytes& hash, const std::string& place) {
        return TakeRecord(record, hash, place);
      });
}

absl::Status Restorer::TakePart(const Bytes& encoded,
                                const std::string& place) {
  const absl::StatusOr<SnapshotPart> part =
      Decode<SnapshotPart>(encoded, JournalLimits());
  if (!part.ok()) return Fault(part.status(), place);
  absl::Status status;
  if (part->head) status = TakeHead(*part->head);
  if (status.ok() && part->changes) status = TakeChanges(*part->changes);
  if (part->tail) {
    has_end_ = true;
    if (part->tail->parts != parts_) {
      status = DataLoss("the snapshot has " + std::to_string(parts_) +
                        " parts before its end, but was written with " +
                        std::to_string(part->tail->parts));
    }
  }
  ++parts_;
  return Fault(std::move(status), place);
}

absl::Status Restorer::TakeHead(const SnapshotHead& head) {
  has_head_ = true;
  secret_ = Bytes::Copy(head.secret.span());
  if (on_secret_) on_secret_(secret_);
  order_ = RecordOrder({head.position.epoch, head.position.n,
                        Bytes::Copy(head.position.hash.span())});
  const absl::StatusOr<DocumentMarks> marks = MarksOf(head.slots);
  return marks.ok() ? document_.Restore(*marks) : marks.status();
}

absl::Status Restorer::TakeRecord(const Bytes& encoded, const Bytes& hash,
                                  const std::string& place) {
  absl::StatusOr<JournalRecord> record =
      Decode<JournalRecord>(encoded, JournalLimits());
  if (!record.ok()) return At(place, DataLoss(StatusMessage(record.status())));
  const Verdict verdict = order_.Take(*record, hash);
  if (verdict == Verdict::kRepeated || verdict == Verdict::kOldEpoch) {
    left_out_.push_back(place + ": left out " + std::string(Describe(verdict)));
    return absl::OkStatus();
  }
  if (verdict != Verdict::kCounts) {
    return At(place, DataLoss("epoch " + std::to_string(record->epoch) +
                              ", number " + std::to_string(record->n) + ": " +
                              std::string(Describe(verdict)) +
                              "; the last one was number " +
                              std::to_string(position().n) + " of epoch " +
                              std::to_string(position().epoch)));
  }
  ++records_;
  // Parts that do not come to an end do not count.
  if (record->part != pending_parts_ || record->part == 0) {
    pending_ = {};
    pending_parts_ = 0;
  }
  if (record->part != pending_parts_ || !record->changes) {
    return absl::OkStatus();
  }
  Append(pending_.frames, std::move(record->changes->frames));
  Append(pending_.deleted, std::move(record->changes->deleted));
  Append(pending_.inline_buffers, std::move(record->changes->inline_buffers));
  Append(pending_.notes, std::move(record->changes->notes));
  if (++pending_parts_ < record->parts) return absl::OkStatus();
  pending_parts_ = 0;
  return Fault(TakeChanges(std::exchange(pending_, {})), place);
}

absl::Status Restorer::TakeChanges(const JournalChanges& encoded) {
  const absl::StatusOr<DocumentChanges> changes = FromJournal(encoded, engine_);
  if (!changes.ok()) return changes.status();
  absl::Status status = document_.Apply(*changes);
  if (!status.ok()) return status;
  for (const StateNote& note : changes->notes) AddNote(states_, note);
  return absl::OkStatus();
}

}  // namespace noodles::persistence_internal
