// Common types: the structures of this part of the specification.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef STATION_COMMON_TYPES_H_
#define STATION_COMMON_TYPES_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "station/fingerprint.h"

namespace station {

using Vec3 = std::array<float, 3>;

// What a probe measures.
// Reading accepts any text: a text that is none of these becomes kUnknown,
// or the one of WIND_SPEED that it contains.
enum class Quantity : uint8_t {
  kTemperature,
  kWindSpeed,
  kUnknown,
};

// The text that is sent; "" for a number that is no enumerator.
std::string_view ToString(Quantity value);
// Returns false, and leaves `value` unchanged, if no enumerator has this text.
bool FromString(std::string_view text, Quantity& value);

// A measured value: a number, or words.
using Measurement = std::variant<double, std::string>;

// From when to when, in seconds.
struct Span {
  double from = 0.0;
  double to = 0.0;

  bool operator==(const Span&) const = default;
};

}  // namespace station

#endif  // STATION_COMMON_TYPES_H_
