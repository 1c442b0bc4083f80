// Reads the items of the handwritten codec. Every function consumes one item,
// or returns false and leaves the position unspecified.
//
// Thread-safety: one thread at a time. Ownership: the frame must outlive the
// cursor.
#ifndef NOODLES_TESTS_BENCH_HANDWRITTEN_CURSOR_H_
#define NOODLES_TESTS_BENCH_HANDWRITTEN_CURSOR_H_

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/base/id.h"
#include "noodles/cbor/any.h"
#include "noodles/cbor/byte_order.h"
#include "noodles/cbor/utf8.h"

namespace noodles::bench {

class Cursor {
 public:
  explicit Cursor(const Bytes& frame)
      : at_(frame.data()), end_(at_ + frame.size()), frame_(frame) {}

  bool at_end() const { return at_ == end_; }
  size_t left() const { return static_cast<size_t>(end_ - at_); }

  // Consumes these bytes if they are next.
  template <size_t N>
  bool Next(const char (&literal)[N]) {
    if (left() < N - 1 || std::memcmp(at_, literal, N - 1) != 0) return false;
    at_ += N - 1;
    return true;
  }

  template <unsigned major>
  bool Head(uint64_t& argument) {
    if (at_ == end_) return false;
    const unsigned information = *at_ - (major << 5);
    if (information < 24) {
      argument = information;
      ++at_;
      return true;
    }
    if (information > 27) return false;
    const size_t width = size_t{1} << (information - 24);
    if (left() < 1 + width) return false;
    switch (width) {
      case 1:
        argument = at_[1];
        break;
      case 2:
        argument = cbor::LoadBigEndian<uint16_t>(at_ + 1);
        break;
      case 4:
        argument = cbor::LoadBigEndian<uint32_t>(at_ + 1);
        break;
      default:
        argument = cbor::LoadBigEndian<uint64_t>(at_ + 1);
    }
    at_ += 1 + width;
    return true;
  }

  bool Value(uint64_t& number) { return Head<0>(number); }
  // A count of elements that take at least `bytes` each.
  bool Count(uint64_t& count, size_t bytes) {
    return Head<4>(count) && count <= left() / bytes;
  }
  bool TextView(std::string_view& text) {
    uint64_t size = 0;
    if (!Head<3>(size) || size > left()) return false;
    text = {reinterpret_cast<const char*>(at_), static_cast<size_t>(size)};
    at_ += size;
    return cbor::IsValidUtf8(text);
  }
  bool Value(std::string& text) {
    std::string_view view;
    if (!TextView(view)) return false;
    text = view;
    return true;
  }
  bool Value(std::optional<std::string>& text) { return Value(text.emplace()); }
  bool Value(Bytes& bytes) {
    uint64_t size = 0;
    if (!Head<2>(size) || size > left()) return false;
    bytes = Bytes::Share(frame_.owner(), {at_, static_cast<size_t>(size)});
    at_ += size;
    return true;
  }
  bool Value(bool& value) {
    if (at_ == end_ || (*at_ | 1) != 0xf5) return false;
    value = *at_++ == 0xf5;
    return true;
  }
  bool Value(float& number) {
    if (left() < 5 || *at_ != 0xfa) return false;
    number = LoadFloat(at_);
    at_ += 5;
    return true;
  }
  template <size_t N>
  bool Value(std::array<float, N>& numbers) {
    if (left() < 1 + 5 * N || *at_ != (0x80 | N)) return false;
    unsigned mismatch = 0;
    for (size_t i = 0; i < N; ++i) {
      mismatch |= at_[1 + 5 * i] ^ 0xfau;
      numbers[i] = LoadFloat(at_ + 1 + 5 * i);
    }
    at_ += 1 + 5 * N;
    return mismatch == 0;
  }
  bool Value(std::vector<float>& numbers) {
    uint64_t count = 0;
    if (!Count(count, 5)) return false;
    numbers.resize(static_cast<size_t>(count));
    for (float& number : numbers) {
      if (!Value(number)) return false;
    }
    return true;
  }
  template <auto kind>
  bool Value(Id<kind>& id) {
    uint64_t slot = 0;
    uint64_t generation = 0;
    if (!Next("\x82") || !Value(slot) || !Value(generation)) return false;
    id = {static_cast<uint32_t>(slot), static_cast<uint32_t>(generation)};
    return (slot | generation) <= 0xffffffff;
  }
  template <class Enumeration>
  requires std::is_enum_v<Enumeration>
  bool Value(Enumeration& value) {
    std::string_view text;
    return TextView(text) && FromString(text, value);
  }
  bool Cell(std::vector<Any>& cells) {
    if (at_ == end_) return false;
    uint64_t number = 0;
    switch (*at_ >> 5) {
      case 0:
        if (!Head<0>(number)) return false;
        cells.emplace_back(number);
        return true;
      case 3: {
        std::string_view text;
        if (!TextView(text)) return false;
        cells.emplace_back(text);
        return true;
      }
      default:
        if (left() < 9 || *at_ != 0xfb) return false;
        cells.emplace_back(
            std::bit_cast<double>(cbor::LoadBigEndian<uint64_t>(at_ + 1)));
        at_ += 9;
        return true;
    }
  }

 private:
  static float LoadFloat(const uint8_t* from) {
    return std::bit_cast<float>(cbor::LoadBigEndian<uint32_t>(from + 1));
  }

  const uint8_t* at_;
  const uint8_t* end_;
  const Bytes& frame_;
};

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_HANDWRITTEN_CURSOR_H_
