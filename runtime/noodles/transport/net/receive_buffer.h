// Collects one message that arrives in pieces, and turns it into a Bytes
// without a copy.
//
// Memory grows with the bytes that really arrived, whatever length the sender
// claimed: the capacity is at most twice the bytes held, or kFirstCapacity.
//
// Thread-safety: one thread at a time. The buffer owns its memory until Take().
#ifndef NOODLES_TRANSPORT_NET_RECEIVE_BUFFER_H_
#define NOODLES_TRANSPORT_NET_RECEIVE_BUFFER_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>

#include "noodles/base/bytes.h"

namespace noodles::transport_internal {

class ReceiveBuffer {
 public:
  static constexpr size_t kFirstCapacity = size_t{64} << 10;

  ReceiveBuffer() = default;
  ReceiveBuffer(const ReceiveBuffer&) = delete;
  ReceiveBuffer& operator=(const ReceiveBuffer&) = delete;

  size_t size() const { return size_; }
  size_t capacity() const { return capacity_; }
  // The bytes held; valid until the next call of any other function.
  std::span<const uint8_t> span() const { return {memory_.get(), size_}; }

  // Appends `bytes`. `most` is the greatest size of the whole message; the
  // buffer never reserves more. False: out of memory.
  bool Append(std::span<const uint8_t> bytes, size_t most);

  // Memory for the next bytes, for the caller to fill and then to commit; never
  // more than the message lacks to `most`. Empty: out of memory, or the message
  // is complete.
  std::span<uint8_t> Tail(size_t most);

  // Adds the first `count` bytes of Tail() to the message; returns them.
  std::span<uint8_t> Commit(size_t count);

  // The message; the buffer is empty afterwards.
  Bytes Take();

  // Drops the message and its memory.
  void Clear();

 private:
  struct Free {
    void operator()(uint8_t* memory) const { std::free(memory); }
  };

  bool Grow(size_t at_least, size_t most);

  // From malloc: realloc moves large blocks without copying them.
  std::unique_ptr<uint8_t, Free> memory_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_RECEIVE_BUFFER_H_
