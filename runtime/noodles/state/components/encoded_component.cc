#include "noodles/state/components/encoded_component.h"

#include <string_view>

#include "noodles/cbor/reader.h"

namespace noodles::state_internal {

void EncodedComponent::Assign(std::span<const uint8_t> bytes) {
  if (block_ == nullptr || size() != bytes.size()) {
    block_ = std::make_unique_for_overwrite<uint8_t[]>(sizeof(size_t) +
                                                       bytes.size());
    const size_t size = bytes.size();
    std::memcpy(block_.get(), &size, sizeof(size));
  }
  std::memcpy(block_.get() + sizeof(size_t), bytes.data(), bytes.size());
}

EncodedMembers MembersOf(std::span<const uint8_t> encoded_component) {
  cbor::Reader reader(encoded_component);
  cbor::Reader::Sequence map;
  std::string_view key;
  uint32_t slot = 0;
  uint32_t generation = 0;
  reader.EnterMap(map);
  const auto count = static_cast<size_t>(map.remaining);
  reader.ReadTextView(key);
  reader.ReadIdPair(slot, generation);
  return {count - 1, encoded_component.subspan(reader.offset())};
}

}  // namespace noodles::state_internal
