#include "noodles/calls/answer.h"

#include <utility>

#include "noodles/base/status.h"
#include "noodles/calls/pending_result.h"

namespace noodles {

bool AnswerSlot::Give(Answer answer) {
  Receiver receiver;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (is_answered_) return false;
    is_answered_ = true;
    if (!receiver_) {
      waiting_ = std::move(answer);
      return true;
    }
    receiver = std::exchange(receiver_, nullptr);
  }
  receiver(std::move(answer));
  return true;
}

void AnswerSlot::Receive(Receiver receiver) {
  std::optional<Answer> answer;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!waiting_) {
      receiver_ = std::move(receiver);
      return;
    }
    answer = std::exchange(waiting_, std::nullopt);
  }
  receiver(*std::move(answer));
}

bool AnswerSlot::is_answered() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return is_answered_;
}

bool AnswerSlot::has_receiver() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return receiver_ != nullptr;
}

namespace calls_internal {

SlotFiller::~SlotFiller() {
  slot->Give(Internal("the method ended without an answer"));
}

}  // namespace calls_internal
}  // namespace noodles
