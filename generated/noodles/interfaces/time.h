// Time: the structures of this part of the specification.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_INTERFACES_TIME_H_
#define NOODLES_INTERFACES_TIME_H_

#include <cstdint>
#include <optional>

#include "noodles/interfaces/fingerprint.h"

namespace noodles {

// The range of the time, and how time stands at the moment of the call.
struct TimeMetadata {
  double from = 0.0;
  double to = 0.0;
  std::optional<double> step{};
  // The present time.
  std::optional<double> time{};
  // The speed at which time plays, as in AnimateTime; 0: paused.
  std::optional<int64_t> speed{};

  bool operator==(const TimeMetadata&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_INTERFACES_TIME_H_
