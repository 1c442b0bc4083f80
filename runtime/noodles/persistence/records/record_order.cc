#include "noodles/persistence/records/record_order.h"

namespace noodles::persistence_internal {

std::string_view Describe(Verdict verdict) {
  switch (verdict) {
    case Verdict::kCounts:
      return "a record that counts";
    case Verdict::kRepeated:
      return "a record whose number was there already";
    case Verdict::kOldEpoch:
      return "a record of an epoch that has ended";
    case Verdict::kHole:
      return "records are missing before this one";
    case Verdict::kOtherHistory:
      return "a record that follows another record than the one before it";
    case Verdict::kUnknownEpoch:
      return "a record of an epoch whose begin is missing";
  }
  return "";
}

Verdict RecordOrder::Take(const JournalRecord& record, const Bytes& hash) {
  const Verdict verdict = Judge(record);
  if (verdict == Verdict::kCounts) {
    position_ = {record.epoch, record.n, Bytes::Copy(hash.span())};
  }
  return verdict;
}

Verdict RecordOrder::Judge(const JournalRecord& record) const {
  if (record.epoch < position_.epoch) return Verdict::kOldEpoch;
  if (record.n <= position_.n) return Verdict::kRepeated;
  if (record.n != position_.n + 1) return Verdict::kHole;
  const bool is_new_epoch = record.epoch > position_.epoch;
  if (is_new_epoch && !record.begins_epoch) return Verdict::kUnknownEpoch;
  if (!is_new_epoch && record.begins_epoch) return Verdict::kOtherHistory;
  return record.previous == position_.hash ? Verdict::kCounts
                                           : Verdict::kOtherHistory;
}

}  // namespace noodles::persistence_internal
