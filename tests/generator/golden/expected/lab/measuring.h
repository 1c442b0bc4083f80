// Measuring: the structures of this part of the specification.
//
// Generated from lab.cddl, lab.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef LAB_MEASURING_H_
#define LAB_MEASURING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lab/fingerprint.h"
#include "noodles/protocol/common_types.h"
#include "noodles/protocol/ids.h"

namespace lab {

// What to measure with.
enum class Sensor : uint8_t {
  kOptical,
  kThermal,
};

// The text that is sent; "" for a number that is no enumerator.
std::string_view ToString(Sensor value);
// Returns false, and leaves `value` unchanged, if no enumerator has this text.
bool FromString(std::string_view text, Sensor& value);

// A number, or why there is none.
using Outcome = std::variant<double, std::string>;

// From and to, one after another in their list.
struct Window {
  double from = 0.0;
  double to = 0.0;

  bool operator==(const Window&) const = default;
};

struct Sample {
  noodles::Vec3 at{};
  Outcome outcome{};
  std::optional<noodles::EntityID> entity{};
  std::vector<Window> windows{};

  bool operator==(const Sample&) const = default;
};

// A place and how sure it is.
struct Estimate {
  noodles::Vec3 place{};
  float certainty = 0.0f;

  bool operator==(const Estimate&) const = default;
};

}  // namespace lab

#endif  // LAB_MEASURING_H_
