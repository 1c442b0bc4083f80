// Results that come later: a method returns a PendingResult and keeps its
// ResultSender, which answers the call at any time from any thread.
//
//   PendingResult<double> Integrate(double from, double to) {
//     auto [result, sender] = MakePendingResult<double>();
//     pool.Run([=, sender = sender] { sender.Send(Quadrature(from, to)); });
//     return result;
//   }
//
// Other calls run meanwhile. What the method changes before it returns is one
// transaction, which stands whatever the answer will be. Who answers later
// changes the document in transactions of its own; what is changed before Send
// reaches the caller before its reply:
//
//   absl::Status status = document.Transact([&] { ... });
//   sender.Send(status);
//
// A call is answered once. One whose last sender goes without an answer fails
// with -32603, as does one that passes its time limit; one whose method or
// target is deleted meanwhile fails with -32601 or -32600. An answer that comes
// after that, or to a client that has left, goes nowhere.
//
// Thread-safety: a ResultSender may be used and copied from any thread.
#ifndef NOODLES_CALLS_PENDING_RESULT_H_
#define NOODLES_CALLS_PENDING_RESULT_H_

#include <memory>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/answer.h"
#include "noodles/calls/arguments.h"

namespace noodles {

namespace calls_internal {

// Shared by the senders of one call: the last one answers for all.
struct SlotFiller {
  explicit SlotFiller(std::shared_ptr<AnswerSlot> slot_) : slot(slot_) {}
  ~SlotFiller();
  SlotFiller(const SlotFiller&) = delete;
  SlotFiller& operator=(const SlotFiller&) = delete;

  const std::shared_ptr<AnswerSlot> slot;
};

}  // namespace calls_internal

// `T` is what the method returns, void for nothing.
template <class T>
class ResultSender {
 public:
  using Result = std::conditional_t<
      std::is_void_v<T>, absl::Status,
      absl::StatusOr<std::conditional_t<std::is_void_v<T>, int, T>>>;

  explicit ResultSender(std::shared_ptr<AnswerSlot> slot)
      : filler_(std::make_shared<calls_internal::SlotFiller>(std::move(slot))) {
  }

  // Answers the call with a result or an error. Only the first answer counts;
  // false: there was one before, of this sender or of the time limit.
  bool Send(Result result) const {
    return filler_->slot->Give(calls_internal::ToAnswer(std::move(result)));
  }

  // False once the call has been answered: nobody waits for the result.
  bool is_awaited() const { return !filler_->slot->is_answered(); }

 private:
  std::shared_ptr<calls_internal::SlotFiller> filler_;
};

template <class T>
class PendingResult {
 public:
  explicit PendingResult(std::shared_ptr<AnswerSlot> slot)
      : slot_(std::move(slot)) {}

  const std::shared_ptr<AnswerSlot>& slot() const { return slot_; }

 private:
  std::shared_ptr<AnswerSlot> slot_;
};

// Both ends of one result.
template <class T>
struct PendingPair {
  PendingResult<T> result;
  ResultSender<T> sender;
};

template <class T>
PendingPair<T> MakePendingResult() {
  const auto slot = std::make_shared<AnswerSlot>();
  return {PendingResult<T>(slot), ResultSender<T>(slot)};
}

}  // namespace noodles

#endif  // NOODLES_CALLS_PENDING_RESULT_H_
