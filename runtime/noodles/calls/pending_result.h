// Answers after a method has returned: the method returns a PendingResult and
// keeps the ResultSender, which answers the call at any time from any thread.
//
//   PendingResult<double> Integrate(double from, double to) {
//     auto [result, sender] = MakePendingResult<double>();
//     pool.Run([=, sender = sender] { sender.Send(Quadrature(from, to)); });
//     return result;
//   }
//
// Other calls run before the answer. The changes that the method makes before
// the method returns are one transaction, which stands even if the answer is an
// error. Later changes are transactions of their own. Clients receive changes
// that are made before Send before the reply:
//
//   absl::Status status = document.Transact([&] { ... });
//   sender.Send(status);
//
// A call has one answer. The call fails with -32603 if its last sender is
// destroyed without an answer, or if its time limit passes. The call fails with
// -32601 if its method is deleted, and with -32600 if its target is deleted.
// Later answers, and answers to clients that have disconnected, are ignored.
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
#include "noodles/calls/call_types.h"

namespace noodles {

namespace calls_internal {

// Shared by all senders of one call; answers with an error when the last sender
// is destroyed.
struct SlotFiller {
  explicit SlotFiller(std::shared_ptr<AnswerSlot> slot_)
      : slot(std::move(slot_)) {}
  ~SlotFiller();
  SlotFiller(const SlotFiller&) = delete;
  SlotFiller& operator=(const SlotFiller&) = delete;

  const std::shared_ptr<AnswerSlot> slot;
};

}  // namespace calls_internal

// `T` is the type of the result; void: no result.
template <class T>
class ResultSender {
 public:
  using Result = std::conditional_t<
      std::is_void_v<T>, absl::Status,
      absl::StatusOr<std::conditional_t<std::is_void_v<T>, int, T>>>;

  explicit ResultSender(std::shared_ptr<AnswerSlot> slot)
      : filler_(std::make_shared<calls_internal::SlotFiller>(std::move(slot))) {
  }

  // Answers the call with a result or an error. Returns false, and does
  // nothing, if the call has an answer already, also from its time limit.
  bool Send(Result result) const {
    if constexpr (calls_internal::RequireResult<Result>()) {
      return filler_->slot->Give(calls_internal::ToAnswer(std::move(result)));
    } else {
      return false;
    }
  }

  // False if the call has an answer already.
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

// A pending result and its sender.
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
