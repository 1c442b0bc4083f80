// How many bytes the components of a document take on the wire, with those of
// buffers and images that are served elsewhere: each, and all together.
//
// Thread-safety: none of its own; the Document guards it. `total` is read from
// any thread.
#ifndef NOODLES_STATE_COMPONENTS_SIZE_LEDGER_H_
#define NOODLES_STATE_COMPONENTS_SIZE_LEDGER_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "noodles/protocol/codecs.h"
#include "noodles/protocol/ids.h"
#include "noodles/protocol/traits.h"
#include "noodles/state/frames/message_buffer.h"

namespace noodles::state_internal {

class SizeLedger {
 public:
  explicit SizeLedger(size_t max_bytes) : max_bytes_(max_bytes) {}
  SizeLedger(const SizeLedger&) = delete;
  SizeLedger& operator=(const SizeLedger&) = delete;

  // The bytes of a component, whatever its identifier. Large bytes are counted,
  // not read.
  template <class Component>
  size_t Measure(const Component& component) {
    return MeasureWritten([&](cbor::Writer& writer) {
      WriteCreate(writer, {0, 0}, component);
    });
  }
  // At least the bytes that an update can add to its component.
  template <class Message>
  size_t MeasureUpdate(const Message& message) {
    return MeasureWritten(
        [&](cbor::Writer& writer) { Write(writer, message); });
  }

  // Whether so many more bytes fit.
  bool HasRoom(size_t added) const { return added <= max_bytes_ - total(); }
  // Errors: ResourceExhausted if what takes `before` cannot come to take
  // `after`.
  absl::Status Check(size_t before, size_t after) const;

  size_t SizeOf(ComponentRef ref) const;
  // 0 for what is no more.
  void Set(ComponentRef ref, size_t bytes);
  size_t total() const { return total_; }

 private:
  template <class WriteItem>
  size_t MeasureWritten(WriteItem write) {
    write(scratch_.writer());
    const size_t bytes = scratch_.SizeBetween({}, scratch_.End());
    scratch_.Clear();
    return bytes;
  }

  const size_t max_bytes_;
  std::atomic<size_t> total_ = 0;
  // By slot.
  std::array<std::vector<uint64_t>, kComponentKindCount> sizes_;
  MessageBuffer scratch_;
};

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_COMPONENTS_SIZE_LEDGER_H_
