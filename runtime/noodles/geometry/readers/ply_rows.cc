#include "noodles/geometry/readers/ply_rows.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace noodles::geometry_internal {
namespace {

template <class Number>
double Load(const uint8_t* from, bool swaps) {
  uint8_t bytes[sizeof(Number)];
  std::memcpy(bytes, from, sizeof bytes);
  if (swaps) std::reverse(bytes, bytes + sizeof bytes);
  Number number;
  std::memcpy(&number, bytes, sizeof number);
  return static_cast<double>(number);
}

// Whether `number` can be the length of a list.
bool IsLength(double number) {
  return number >= 0 && number < 4294967296.0 && number == std::floor(number);
}

}  // namespace

double LoadPlyNumber(const uint8_t* from, PlyType type, bool swaps) {
  switch (type) {
    case PlyType::kInt8:
      return Load<int8_t>(from, swaps);
    case PlyType::kUint8:
      return Load<uint8_t>(from, swaps);
    case PlyType::kInt16:
      return Load<int16_t>(from, swaps);
    case PlyType::kUint16:
      return Load<uint16_t>(from, swaps);
    case PlyType::kInt32:
      return Load<int32_t>(from, swaps);
    case PlyType::kUint32:
      return Load<uint32_t>(from, swaps);
    case PlyType::kInt64:
      return Load<int64_t>(from, swaps);
    case PlyType::kUint64:
      return Load<uint64_t>(from, swaps);
    case PlyType::kFloat:
      return Load<float>(from, swaps);
    case PlyType::kDouble:
      break;
  }
  return Load<double>(from, swaps);
}

uint64_t PlyRows::MostRows(const PlyElement& element) const {
  // In text, a number has a digit and a separator, but for the last.
  const size_t least =
      is_text_ ? 2 * element.properties.size() : element.LeastBytes();
  if (least == 0) return 0;
  return std::min<uint64_t>(element.count, bytes_left() / least + 1);
}

absl::Status PlyRows::Fault(std::string_view what) const {
  return is_text_ ? FaultAt(context_, file_, offset(), what)
                  : FaultAtByte(context_, offset(), what);
}

absl::Status PlyRows::TooFew(const PlyElement& element, uint64_t found) const {
  return Fault("the file ends: element " + element.name + " has " +
               std::to_string(found) + " of the " +
               std::to_string(element.count) +
               " rows that the header declares");
}

absl::Status PlyRows::Next(const PlyElement& element, uint64_t number,
                           PlyRow& row) {
  row.numbers.resize(element.properties.size());
  row.lists.resize(element.properties.size());
  return is_text_ ? NextText(element, number, row)
                  : NextBinary(element, number, row);
}

absl::Status PlyRows::ReadWord(const PlyElement& element, uint64_t number,
                               const PlyProperty& property, double& value) {
  const std::string_view word = words_.Word();
  if (word.empty()) return TooFew(element, number);
  const std::optional<double> read = NumberOf(word);
  if (!read) {
    return FaultAt(context_, file_, words_.offset() - word.size(),
                   "element " + element.name + ", row " +
                       std::to_string(number) + ", " + property.name +
                       ": expected a number, found " +
                       std::string(word.substr(0, 40)));
  }
  value = *read;
  return absl::OkStatus();
}

absl::Status PlyRows::NextText(const PlyElement& element, uint64_t number,
                               PlyRow& row) {
  for (size_t i = 0; i < element.properties.size(); ++i) {
    const PlyProperty& property = element.properties[i];
    double value = 0;
    absl::Status status = ReadWord(element, number, property, value);
    if (!status.ok()) return status;
    if (!property.count_type) {
      row.numbers[i] = value;
      continue;
    }
    if (!IsLength(value)) {
      return Fault("the length of the list " + property.name + " is " +
                   std::to_string(value));
    }
    const auto length = static_cast<size_t>(value);
    std::vector<double>& list = row.lists[i];
    list.clear();
    list.reserve(std::min(length, bytes_left() / 2 + 1));
    for (size_t j = 0; j < length; ++j) {
      status = ReadWord(element, number, property, list.emplace_back());
      if (!status.ok()) return status;
    }
  }
  return absl::OkStatus();
}

absl::Status PlyRows::NextBinary(const PlyElement& element, uint64_t number,
                                 PlyRow& row) {
  const auto read = [&](PlyType type, double& value) {
    const size_t size = SizeOf(type);
    if (bytes_left() < size) return false;
    value = LoadPlyNumber(data(), type, swaps_);
    at_ += size;
    return true;
  };
  for (size_t i = 0; i < element.properties.size(); ++i) {
    const PlyProperty& property = element.properties[i];
    if (!property.count_type) {
      if (!read(property.type, row.numbers[i])) return TooFew(element, number);
      continue;
    }
    double length = 0;
    if (!read(*property.count_type, length)) return TooFew(element, number);
    if (!IsLength(length)) {
      return Fault("the length of the list " + property.name + " is " +
                   std::to_string(length));
    }
    const auto count = static_cast<size_t>(length);
    const size_t size = SizeOf(property.type);
    if (count > bytes_left() / size) return TooFew(element, number);
    std::vector<double>& list = row.lists[i];
    list.resize(count);
    for (size_t j = 0; j < count; ++j) {
      list[j] = LoadPlyNumber(data() + j * size, property.type, swaps_);
    }
    at_ += count * size;
  }
  return absl::OkStatus();
}

absl::StatusOr<const uint8_t*> PlyRows::Block(const PlyElement& element) {
  const size_t size = element.LeastBytes();
  if (size > 0 && element.count > bytes_left() / size) {
    return TooFew(element, bytes_left() / size);
  }
  const uint8_t* const block = data();
  at_ += static_cast<size_t>(element.count) * size;
  return block;
}

}  // namespace noodles::geometry_internal
