// The encoded sizes of the components of a document, each and all together;
// with the bytes of buffers and images that are served over HTTP.
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
#include "noodles/protocol/ids.h"

namespace noodles::state_internal {

class SizeLedger {
 public:
  explicit SizeLedger(size_t max_bytes) : max_bytes_(max_bytes) {}
  SizeLedger(const SizeLedger&) = delete;
  SizeLedger& operator=(const SizeLedger&) = delete;

  // Errors: ResourceExhausted if a component of `before` bytes cannot grow to
  // `after` bytes.
  absl::Status Check(size_t before, size_t after) const;

  size_t SizeOf(ComponentRef ref) const;
  // `bytes` is 0 for a removed component.
  void Set(ComponentRef ref, size_t bytes);
  size_t total() const { return total_; }

 private:
  const size_t max_bytes_;
  std::atomic<size_t> total_ = 0;
  // By slot.
  std::array<std::vector<uint64_t>, kComponentKindCount> sizes_;
};

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_COMPONENTS_SIZE_LEDGER_H_
