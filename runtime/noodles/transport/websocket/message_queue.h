// The messages that wait for their connection, in order.
//
// The memory of the queue is used again: a message costs no allocation. Memory
// that a burst of messages needed is given back after the burst.
//
// Thread-safety: one thread at a time. Ownership: holds its messages.
#ifndef NOODLES_TRANSPORT_WEBSOCKET_MESSAGE_QUEUE_H_
#define NOODLES_TRANSPORT_WEBSOCKET_MESSAGE_QUEUE_H_

#include <cstddef>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "noodles/transport/websocket/outgoing_frames.h"

namespace noodles::transport_internal {

class MessageQueue {
 public:
  MessageQueue() = default;
  MessageQueue(const MessageQueue&) = delete;
  MessageQueue& operator=(const MessageQueue&) = delete;

  bool empty() const { return first_ == messages_.size(); }
  // From the first to the last.
  std::span<const QueuedMessage> messages() const {
    return std::span<const QueuedMessage>(messages_).subspan(first_);
  }

  void Push(QueuedMessage message) { messages_.push_back(std::move(message)); }

  // Moves the first `count` messages into `taken`, which is empty. All messages
  // are moved in constant time.
  void Take(size_t count, std::vector<QueuedMessage>& taken) {
    if (first_ == 0 && count == messages_.size()) {
      taken.swap(messages_);
      return;
    }
    const auto begin = messages_.begin() + static_cast<std::ptrdiff_t>(first_);
    const auto end = begin + static_cast<std::ptrdiff_t>(count);
    taken.assign(std::make_move_iterator(begin), std::make_move_iterator(end));
    first_ += count;
    if (empty()) {
      ClearMessages(messages_);
      first_ = 0;
    } else if (first_ > messages_.size() / 2) {
      messages_.erase(messages_.begin(), end);
      first_ = 0;
    }
  }

  // Takes all messages.
  std::vector<QueuedMessage> TakeAll() {
    std::vector<QueuedMessage> all;
    Take(messages_.size() - first_, all);
    return all;
  }

 private:
  std::vector<QueuedMessage> messages_;
  size_t first_ = 0;  // those before it have been taken
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_WEBSOCKET_MESSAGE_QUEUE_H_
