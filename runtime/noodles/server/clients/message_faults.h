// Counts the messages of one client that cannot be read, and decides when they
// are too many (AccessOptions::max_invalid_messages).
//
// Thread-safety: one thread at a time. Ownership: a plain value.
#ifndef NOODLES_SERVER_CLIENTS_MESSAGE_FAULTS_H_
#define NOODLES_SERVER_CLIENTS_MESSAGE_FAULTS_H_

#include <cstddef>

namespace noodles::server_internal {

class MessageFaults {
 public:
  // 0: any number.
  explicit MessageFaults(size_t limit) : limit_(limit) {}

  void BeginFrame() {
    earlier_ += in_frame_;
    in_frame_ = 0;
  }

  // A message that can be read takes back one that could not.
  void OnValid() {
    if (earlier_ > 0) --earlier_;
  }

  // A message, or the rest of a frame, cannot be read. False: too many.
  [[nodiscard]] bool OnInvalid() {
    ++in_frame_;
    return limit_ == 0 || earlier_ + in_frame_ <= limit_;
  }

  size_t limit() const { return limit_; }

 private:
  size_t limit_;
  size_t earlier_ = 0;   // in frames before this one
  size_t in_frame_ = 0;  // in this frame
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_MESSAGE_FAULTS_H_
