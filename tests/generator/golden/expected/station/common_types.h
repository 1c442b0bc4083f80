// Common types: the structures of this part of the specification.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: they own what they hold; bytes share
// their owner.
#ifndef STATION_COMMON_TYPES_H_
#define STATION_COMMON_TYPES_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace station {

using Vec3 = std::array<float, 3>;

// What a probe measures.
// Reading takes any text: what is none of these becomes kUnknown,
// or what it contains of WIND_SPEED.
enum class Quantity : uint8_t {
  kTemperature,
  kWindSpeed,
  kUnknown,
};

// The text on the wire; "" for a number that is none of the enumerators.
std::string_view ToString(Quantity value);
// False where `text` is none of the texts; `value` is unchanged then.
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
