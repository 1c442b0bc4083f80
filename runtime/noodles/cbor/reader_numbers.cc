// Reader: integers, floats, bools, simple values, and arrays of numbers.
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "noodles/cbor/heads/format.h"
#include "noodles/cbor/heads/head.h"
#include "noodles/cbor/reader.h"

namespace noodles::cbor {

namespace {

constexpr double kTwoTo63 = 0x1p63;

bool IsIntegral(double number) {
  return std::isfinite(number) && std::trunc(number) == number;
}

template <typename Float>
Float IntegerAsFloat(const internal::Head& head) {
  if (!head.negative) return static_cast<Float>(head.argument);
  if (head.argument == std::numeric_limits<uint64_t>::max()) {
    return -static_cast<Float>(0x1p64);
  }
  return -static_cast<Float>(head.argument + 1);
}

// Decodes out.size() float32 items. False if one of them is another item; then
// `out` is unspecified.
bool LoadSingles(const uint8_t* from, std::span<float> out) {
  unsigned mismatch = 0;
  for (float& number : out) {
    mismatch |= from[0] ^ 0xfau;
    number = std::bit_cast<float>(LoadBigEndian<uint32_t>(from + 1));
    from += 5;
  }
  return mismatch == 0;
}

// Decodes out.size() float64 items. False if one of them is another item or
// beyond the range of float; then `out` is unspecified.
bool LoadDoubles(const uint8_t* from, std::span<float> out) {
  bool fits = true;
  for (float& number : out) {
    const double wide =
        std::bit_cast<double>(LoadBigEndian<uint64_t>(from + 1));
    fits = from[0] == 0xfb && internal::FitsFloat(wide);
    if (!fits) break;
    number = static_cast<float>(wide);
    from += 9;
  }
  return fits;
}

// Decodes out.size() floats of the same width at `from` and returns their
// encoded length; 0 if they have different widths or are not all floats.
size_t LoadUniformFloats(const uint8_t* from, size_t available,
                         std::span<float> out) {
  if (out.empty() || available == 0) return 0;
  if (*from == 0xfa && out.size() <= available / 5) {
    return LoadSingles(from, out) ? 5 * out.size() : 0;
  }
  if (*from == 0xfb && out.size() <= available / 9) {
    return LoadDoubles(from, out) ? 9 * out.size() : 0;
  }
  return 0;
}

}  // namespace

bool Reader::ReadUintSlow(uint64_t& out, uint64_t maximum) {
  const std::string_view expected =
      maximum == std::numeric_limits<uint64_t>::max()
          ? "unsigned integer"
          : "unsigned 32-bit integer";
  internal::Head head;
  if (!NextHead(head, expected)) return false;
  if (head.kind == Kind::kInteger) {
    if (head.negative || head.argument > maximum) return FailRange(expected);
    out = head.argument;
  } else if (head.kind == Kind::kFloat && IsIntegral(head.number)) {
    const double bound = static_cast<double>(maximum) + 1;
    if (head.number < 0 || head.number >= bound) return FailRange(expected);
    out = static_cast<uint64_t>(head.number);
  } else {
    return FailType(expected);
  }
  position_ += head.size;
  return true;
}

bool Reader::ReadIntSlow(int64_t& out) {
  constexpr std::string_view kExpected = "integer";
  internal::Head head;
  if (!NextHead(head, kExpected)) return false;
  if (head.kind == Kind::kInteger) {
    if (head.argument > std::numeric_limits<int64_t>::max()) {
      return Fail(DecodeErrorCode::kOutOfRange, offset(), "64-bit integer");
    }
    const auto argument = static_cast<int64_t>(head.argument);
    out = head.negative ? -1 - argument : argument;
  } else if (head.kind == Kind::kFloat && IsIntegral(head.number)) {
    if (head.number < -kTwoTo63 || head.number >= kTwoTo63) {
      return Fail(DecodeErrorCode::kOutOfRange, offset(), "64-bit integer");
    }
    out = static_cast<int64_t>(head.number);
  } else {
    return FailType(kExpected);
  }
  position_ += head.size;
  return true;
}

bool Reader::ReadIntegerSlow(Integer& out) {
  constexpr std::string_view kExpected = "integer";
  internal::Head head;
  if (!NextHead(head, kExpected)) return false;
  if (head.kind != Kind::kInteger) return FailType(kExpected);
  out = {head.negative, head.argument};
  position_ += head.size;
  return true;
}

bool Reader::ReadFloatSlow(float& out) {
  constexpr std::string_view kExpected = "float";
  internal::Head head;
  if (!NextHead(head, kExpected)) return false;
  if (head.kind == Kind::kInteger) {
    out = IntegerAsFloat<float>(head);
  } else if (head.kind == Kind::kFloat) {
    if (!internal::FitsFloat(head.number)) return FailRange("32-bit float");
    out = static_cast<float>(head.number);
  } else {
    return FailType(kExpected);
  }
  position_ += head.size;
  return true;
}

bool Reader::ReadDoubleSlow(double& out) {
  constexpr std::string_view kExpected = "float";
  internal::Head head;
  if (!NextHead(head, kExpected)) return false;
  if (head.kind == Kind::kInteger) {
    out = IntegerAsFloat<double>(head);
  } else if (head.kind == Kind::kFloat) {
    out = head.number;
  } else {
    return FailType(kExpected);
  }
  position_ += head.size;
  return true;
}

bool Reader::ReadBoolSlow(bool& out) {
  const std::string_view expected = ToString(Kind::kBool);
  internal::Head head;
  if (!NextHead(head, expected)) return false;
  if (head.kind != Kind::kBool) return FailType(expected);
  out = head.argument != 0;
  position_ += head.size;
  return true;
}

bool Reader::ReadSimple(uint8_t& out) {
  const std::string_view expected = ToString(Kind::kSimple);
  internal::Head head;
  if (!NextHead(head, expected)) return false;
  if (head.kind != Kind::kSimple) return FailType(expected);
  out = static_cast<uint8_t>(head.argument);
  position_ += head.size;
  return true;
}

bool Reader::ReadIdPairSlow(uint32_t& slot, uint32_t& generation) {
  constexpr std::string_view kExpected = "array of slot and generation";
  Sequence pair;
  if (!EnterArray(pair)) return false;
  const auto wrong_length = [&] {
    return Fail(DecodeErrorCode::kWrongLength, pair.offset, kExpected);
  };
  if (!pair.indefinite && pair.remaining != 2) return wrong_length();
  if (!More(pair)) return wrong_length();
  if (!ReadUint32(slot)) return InIndex(0);
  if (!More(pair)) return wrong_length();
  if (!ReadUint32(generation)) return InIndex(1);
  if (More(pair)) return wrong_length();
  return Leave(pair);
}

bool Reader::ReadFloats(std::span<float> out) {
  uint32_t count = 0;
  const size_t head = internal::ShortHead<4>(position_, remaining(), count);
  if (head != 0 && count == out.size() && count <= items_left_ &&
      depth_ < limits_.max_depth) [[likely]] {
    const size_t floats =
        LoadUniformFloats(position_ + head, remaining() - head, out);
    if (floats != 0) [[likely]] {
      items_left_ -= count;
      position_ += head + floats;
      return true;
    }
  }
  return ReadFloatsSlow(out);
}

bool Reader::ReadFloatsSlow(std::span<float> out) {
  Sequence list;
  if (!EnterArray(list)) return false;
  const auto wrong_length = [&] {
    return Fail(
        DecodeErrorCode::kWrongLength, list.offset,
        internal::Concatenate({"array of ", std::to_string(out.size())}));
  };
  if (!list.indefinite && list.remaining != out.size()) return wrong_length();
  for (size_t i = 0; i < out.size(); ++i) {
    if (!More(list)) return wrong_length();
    if (!ReadFloat(out[i])) return InIndex(i);
  }
  if (More(list)) return wrong_length();
  return Leave(list);
}

bool Reader::ReadFloatList(std::vector<float>& out) {
  Sequence list;
  out.clear();
  if (!EnterArray(list)) return false;
  const size_t available = remaining();
  if (list.remaining <= available / 5) {
    out.resize(static_cast<size_t>(list.remaining));
    const size_t floats = LoadUniformFloats(position_, available, out);
    if (floats != 0) {
      position_ += floats;
      list.remaining = 0;
      return !More(list) && Leave(list);
    }
    out.clear();
  }
  out.reserve(ReserveHint(list, 1));
  while (More(list)) {
    float number = 0;
    if (!ReadFloat(number)) return InIndex(out.size());
    out.push_back(number);
  }
  return Leave(list);
}

}  // namespace noodles::cbor
