#include "noodles/cbor/writer.h"

#include <cbor.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <string>
#include <utility>

#include "noodles/cbor/utf8.h"

namespace noodles::cbor {

namespace {

constexpr size_t kFirstCapacity = 256;

struct FreeMemory {
  void operator()(const void* memory) const {
    std::free(const_cast<void*>(memory));
  }
};

}  // namespace

Writer::~Writer() { std::free(buffer_); }

void Writer::Grow(size_t additional) {
  if (additional > std::numeric_limits<size_t>::max() / 2 - size_) {
    throw std::bad_alloc();
  }
  const size_t capacity =
      std::max({size_ + additional, capacity_ * 2, kFirstCapacity});
  void* buffer = std::realloc(buffer_, capacity);
  if (buffer == nullptr) throw std::bad_alloc();
  buffer_ = static_cast<uint8_t*>(buffer);
  capacity_ = capacity;
}

Bytes Writer::Take() {
  if (size_ == 0) return {};
  // Gives back what doubling left over; in place, for all that is large.
  if (capacity_ - size_ > size_ / 4 + kFirstCapacity) {
    void* fitting = std::realloc(buffer_, size_);
    if (fitting != nullptr) buffer_ = static_cast<uint8_t*>(fitting);
  }
  uint8_t* buffer = std::exchange(buffer_, nullptr);
  const size_t size = std::exchange(size_, 0);
  capacity_ = 0;
  return Bytes::Share(std::shared_ptr<const void>(buffer, FreeMemory()),
                      {buffer, size});
}

uint8_t* StoreWideHead(uint8_t* to, uint8_t major, uint64_t argument) {
  switch (major) {
    case 0:
      return to + cbor_encode_uint(argument, to, kLongestHead);
    case 1:
      return to + cbor_encode_negint(argument, to, kLongestHead);
    case 2:
      return to + cbor_encode_bytestring_start(argument, to, kLongestHead);
    case 3:
      return to + cbor_encode_string_start(argument, to, kLongestHead);
    case 4:
      return to + cbor_encode_array_start(argument, to, kLongestHead);
    case 5:
      return to + cbor_encode_map_start(argument, to, kLongestHead);
    default:
      return to + cbor_encode_tag(argument, to, kLongestHead);
  }
}

void Writer::WriteSimple(uint8_t value) {
  if (value < 24) {
    WriteByte(static_cast<uint8_t>(0xe0 | value));
  } else if (value < 32) {
    WriteUndefined();
  } else {
    uint8_t* to = Extend(2);
    to[0] = 0xf8;
    to[1] = value;
  }
}

void Writer::WriteEncoded(std::span<const uint8_t> encoded) {
  if (encoded.empty()) return;
  std::memcpy(Extend(encoded.size()), encoded.data(), encoded.size());
}

void Writer::WriteByteString(std::span<const uint8_t> bytes) {
  Reserve(kLongestHead + bytes.size());
  WriteHead<2>(bytes.size());
  WriteEncoded(bytes);
}

void Writer::WriteLongText(std::string_view text) {
  if (!IsValidUtf8(text)) [[unlikely]] {
    const std::string valid = ReplaceInvalidUtf8(text);
    WriteHead<3>(valid.size());
    WriteEncoded(
        {reinterpret_cast<const uint8_t*>(valid.data()), valid.size()});
    return;
  }
  Reserve(kLongestHead + text.size());
  WriteHead<3>(text.size());
  WriteEncoded({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

void Writer::WriteFloats(std::span<const float> numbers) {
  Reserve(kLongestHead + 5 * numbers.size());
  WriteHead<4>(numbers.size());
  uint8_t* to = Extend(5 * numbers.size());
  for (const float number : numbers) to = Store(to, number);
}

}  // namespace noodles::cbor
