// The answer to a call, and the slot that passes it from the method to the
// server.
//
// Thread-safety: every function of AnswerSlot may be called from any thread.
// Ownership: the method and the server share a slot.
#ifndef NOODLES_CALLS_ANSWER_H_
#define NOODLES_CALLS_ANSWER_H_

#include <functional>
#include <mutex>
#include <optional>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/cbor/any.h"

namespace noodles {

// One encoded CBOR item: a result that is too large to be built as a value.
struct EncodedItem {
  Bytes bytes;
  // Whole frames that the caller is sent right behind the reply, in this order:
  // the parts of a result that would not fit into one frame. Not sent to a
  // caller that asks for no reply.
  std::vector<Bytes> following{};
};

// The result of a method; null: no result.
using ResultValue = std::variant<Any, EncodedItem>;
using Answer = absl::StatusOr<ResultValue>;

// Passes one answer to one receiver. The answer or the receiver may come first.
class AnswerSlot {
 public:
  using Receiver = std::function<void(Answer)>;

  AnswerSlot() = default;
  AnswerSlot(const AnswerSlot&) = delete;
  AnswerSlot& operator=(const AnswerSlot&) = delete;

  // Returns false, and does nothing, if an answer was given before. The
  // receiver runs inside Give or Receive, whichever is called later.
  bool Give(Answer answer);
  // Sets the receiver. Call Receive once.
  void Receive(Receiver receiver);
  bool is_answered() const;
  // Whether the receiver is set, so that Give passes the answer on at once.
  bool has_receiver() const;

 private:
  mutable std::mutex mutex_;
  bool is_answered_ = false;
  std::optional<Answer> waiting_;
  Receiver receiver_;
};

}  // namespace noodles

#endif  // NOODLES_CALLS_ANSWER_H_
