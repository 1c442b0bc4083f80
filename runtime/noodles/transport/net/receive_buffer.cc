#include "noodles/transport/net/receive_buffer.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace noodles::transport_internal {

bool ReceiveBuffer::Grow(size_t at_least, size_t most) {
  if (at_least <= capacity_) return true;
  const size_t wanted =
      std::max(at_least, std::min(most, std::max(2 * size_, kFirstCapacity)));
  void* const grown = std::realloc(memory_.get(), wanted);
  if (grown == nullptr) return false;
  // realloc has already released the old block.
  static_cast<void>(memory_.release());
  memory_.reset(static_cast<uint8_t*>(grown));
  capacity_ = wanted;
  return true;
}

bool ReceiveBuffer::Append(std::span<const uint8_t> bytes, size_t most) {
  if (bytes.empty()) return true;
  if (!Grow(size_ + bytes.size(), most)) return false;
  std::memcpy(memory_.get() + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
  return true;
}

std::span<uint8_t> ReceiveBuffer::Tail(size_t most) {
  if (most <= size_) return {};
  if (size_ == capacity_ && !Grow(size_ + 1, most)) return {};
  return {memory_.get() + size_, std::min(capacity_, most) - size_};
}

std::span<uint8_t> ReceiveBuffer::Commit(size_t count) {
  const std::span<uint8_t> filled(memory_.get() + size_, count);
  size_ += count;
  return filled;
}

void ReceiveBuffer::Clear() {
  memory_.reset();
  size_ = 0;
  capacity_ = 0;
}

Bytes ReceiveBuffer::Take() {
  if (size_ == 0) {
    Clear();
    return Bytes();
  }
  // Fragments of unknown total size can leave up to half of the memory unused.
  if (capacity_ - size_ > size_ / 8) {
    if (void* const shrunk = std::realloc(memory_.get(), size_)) {
      static_cast<void>(memory_.release());
      memory_.reset(static_cast<uint8_t*>(shrunk));
    }
  }
  const std::span<const uint8_t> bytes(memory_.get(), size_);
  size_ = 0;
  capacity_ = 0;
  return Bytes::Share(std::shared_ptr<const void>(std::move(memory_)), bytes);
}

}  // namespace noodles::transport_internal
