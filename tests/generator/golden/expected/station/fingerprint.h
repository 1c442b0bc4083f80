// The fingerprint of the specification, and the check that this code and the
// runtime belong together.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety: a constant.
#ifndef STATION_FINGERPRINT_H_
#define STATION_FINGERPRINT_H_

#include <string_view>

#include "noodles/base/generated_code_format.h"

static_assert(noodles::kGeneratedCodeFormat == 1,
              "station was generated for another version of the runtime than "
              "the one that is included: generate it again with the linguine "
              "that belongs "
              "to this runtime (noodles_generate in CMake, ./dev generate, or "
              "'linguine generate')");

namespace station {

// The same for two programs whose specifications mean the same: messages, keys,
// types, numbers, defaults, names in code. Comments do not count.
inline constexpr std::string_view kStationFingerprint = "1027cc60a94f1c21";

}  // namespace station

#endif  // STATION_FINGERPRINT_H_
