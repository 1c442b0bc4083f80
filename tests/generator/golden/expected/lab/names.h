// The names of all methods and signals as they are sent.
//
// Generated from lab.cddl, lab.bindings.toml; changes belong there.
//
// Thread-safety: constants.
#ifndef LAB_NAMES_H_
#define LAB_NAMES_H_

#include <string_view>

#include "lab/fingerprint.h"  // IWYU pragma: keep

namespace lab {

struct LabMethodNames {
  static constexpr std::string_view kMeasure = "lab::measure";
  static constexpr std::string_view kLabEstimate = "lab::estimate";
  static constexpr std::string_view kForget = "lab::forget";
};

struct LabSignalNames {
  static constexpr std::string_view kMeasured = "lab::measured";
  static constexpr std::string_view kClosed = "lab::closed";
};

}  // namespace lab

#endif  // LAB_NAMES_H_
