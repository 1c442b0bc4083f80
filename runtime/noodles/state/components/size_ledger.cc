#include "noodles/state/components/size_ledger.h"

#include <string>

#include "noodles/base/status.h"

namespace noodles::state_internal {

absl::Status SizeLedger::Check(size_t before, size_t after) const {
  if (after <= before || after - before <= max_bytes_ - total())
    return absl::OkStatus();
  return ResourceExhausted("the document has " + std::to_string(total()) +
                           " of at most " + std::to_string(max_bytes_) +
                           " bytes; this needs " +
                           std::to_string(after - before) + " more");
}

size_t SizeLedger::SizeOf(ComponentRef ref) const {
  const std::vector<uint64_t>& sizes = sizes_[static_cast<size_t>(ref.kind)];
  return ref.slot < sizes.size() ? sizes[ref.slot] : 0;
}

void SizeLedger::Set(ComponentRef ref, size_t bytes) {
  std::vector<uint64_t>& sizes = sizes_[static_cast<size_t>(ref.kind)];
  if (ref.slot >= sizes.size()) sizes.resize(ref.slot + size_t{1});
  total_ = total_ - sizes[ref.slot] + bytes;
  sizes[ref.slot] = bytes;
}

}  // namespace noodles::state_internal
