// The answer to a call, on its way from whoever gives it to whoever waits.
//
// Thread-safety: AnswerSlot from any thread. Ownership: a slot is shared by
// both sides.
#ifndef NOODLES_CALLS_ANSWER_H_
#define NOODLES_CALLS_ANSWER_H_

#include <functional>
#include <mutex>
#include <optional>
#include <variant>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/cbor/any.h"

namespace noodles {

// One CBOR item in its encoded form, for results that are too large to be
// built as values first.
struct EncodedItem {
  Bytes bytes;
};

// What a method answers: null is no result.
using ResultValue = std::variant<Any, EncodedItem>;
using Answer = absl::StatusOr<ResultValue>;

// Takes one answer and hands it to one receiver, whichever comes first.
class AnswerSlot {
 public:
  using Receiver = std::function<void(Answer)>;

  AnswerSlot() = default;
  AnswerSlot(const AnswerSlot&) = delete;
  AnswerSlot& operator=(const AnswerSlot&) = delete;

  // False, and nothing happens, if there has been an answer before. The
  // receiver runs on the thread of the later one of Give and Receive.
  bool Give(Answer answer);
  // Once.
  void Receive(Receiver receiver);
  bool is_answered() const;

 private:
  mutable std::mutex mutex_;
  bool is_answered_ = false;
  std::optional<Answer> waiting_;
  Receiver receiver_;
};

}  // namespace noodles

#endif  // NOODLES_CALLS_ANSWER_H_
