// Which records of a journal count. All readers see one order, so all drop the
// same records.
//
// Thread-safety: one thread at a time.
#ifndef NOODLES_PERSISTENCE_RECORDS_RECORD_ORDER_H_
#define NOODLES_PERSISTENCE_RECORDS_RECORD_ORDER_H_

#include <cstdint>
#include <string_view>

#include "noodles/base/bytes.h"
#include "noodles/journal/records.h"

namespace noodles::persistence_internal {

enum class Verdict : uint8_t {
  kCounts,
  kRepeated,      // its number is not above the last one
  kOldEpoch,      // a writer that others have followed
  kHole,          // records before it are missing
  kOtherHistory,  // the record before it is another one
  kUnknownEpoch,  // the begin of its epoch is missing
};

// "a record whose number was there already", and so on.
std::string_view Describe(Verdict verdict);

class RecordOrder {
 public:
  explicit RecordOrder(JournalPosition begin = {})
      : position_(std::move(begin)) {}

  // Judges the next record, whose hash is `hash`. A record that counts moves
  // the position.
  Verdict Take(const JournalRecord& record, const Bytes& hash);

  // Behind the last record that counts.
  const JournalPosition& position() const { return position_; }

 private:
  Verdict Judge(const JournalRecord& record) const;

  JournalPosition position_;
};

}  // namespace noodles::persistence_internal

#endif  // NOODLES_PERSISTENCE_RECORDS_RECORD_ORDER_H_
