// The fingerprint of the specification, and the check that this code and the
// runtime belong together.
//
// Generated from lab.cddl, lab.bindings.toml; changes belong there.
//
// Thread-safety: a constant.
#ifndef LAB_FINGERPRINT_H_
#define LAB_FINGERPRINT_H_

#include <string_view>

#include "noodles/base/generated_code_format.h"
#include "noodles/protocol/fingerprint.h"

static_assert(noodles::kGeneratedCodeFormat == 1,
              "lab was generated for another version of the runtime than "
              "the one that is included: generate it again with the linguine "
              "that belongs "
              "to this runtime (noodles_generate in CMake, ./dev generate, or "
              "'linguine generate')");

// What is included of imported specifications was generated from the same
// files.
static_assert(noodles::kNoodlesProtocolFingerprint == "14c3fcfdaadf8f84",
              "lab was generated with another version of the specification of "
              "noodles/protocol than the code that is included: generate both "
              "again from the same "
              "files (noodles_generate in CMake, ./dev generate, or 'linguine "
              "generate')");

namespace lab {

// The same for two programs whose specifications mean the same: messages, keys,
// types, numbers, defaults, names in code. Comments do not count.
inline constexpr std::string_view kLabFingerprint = "c32446b8278d543f";

}  // namespace lab

#endif  // LAB_FINGERPRINT_H_
