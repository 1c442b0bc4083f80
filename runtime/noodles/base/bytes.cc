#include "noodles/base/bytes.h"

#include <algorithm>
#include <cstring>

namespace noodles {

Bytes Bytes::Copy(std::span<const uint8_t> bytes) {
  if (bytes.empty()) return {};
  auto owner = std::make_shared_for_overwrite<uint8_t[]>(bytes.size());
  std::memcpy(owner.get(), bytes.data(), bytes.size());
  const uint8_t* data = owner.get();
  return Bytes(std::move(owner), data, bytes.size());
}

Bytes Bytes::Copy(std::string_view text) {
  return Copy({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

Bytes Bytes::Adopt(std::vector<uint8_t>&& bytes) {
  auto owner = std::make_shared<const std::vector<uint8_t>>(std::move(bytes));
  const uint8_t* data = owner->data();
  const size_t size = owner->size();
  return Bytes(std::move(owner), data, size);
}

Bytes Bytes::Adopt(std::string&& text) {
  auto owner = std::make_shared<const std::string>(std::move(text));
  const auto* data = reinterpret_cast<const uint8_t*>(owner->data());
  const size_t size = owner->size();
  return Bytes(std::move(owner), data, size);
}

Bytes Bytes::Slice(size_t offset, size_t length) const {
  const size_t first = std::min(offset, size_);
  return Bytes(owner_, data_ + first, std::min(length, size_ - first));
}

}  // namespace noodles
