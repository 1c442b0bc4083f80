// The fingerprint of the specification, and the check that this code and the
// runtime belong together.
//
// Generated from earlier.cddl, earlier.bindings.toml; changes belong there.
//
// Thread-safety: a constant.
#ifndef EARLIER_FINGERPRINT_H_
#define EARLIER_FINGERPRINT_H_

#include <string_view>

#include "noodles/base/generated_code_format.h"

static_assert(noodles::kGeneratedCodeFormat == 1,
              "earlier was generated for another version of the runtime than "
              "the one that is included: generate it again with the linguine "
              "that belongs "
              "to this runtime (noodles_generate in CMake, ./dev generate, or "
              "'linguine generate')");

namespace earlier {

// The same for two programs whose specifications mean the same: messages, keys,
// types, numbers, defaults, names in code. Comments do not count.
inline constexpr std::string_view kEarlierFingerprint = "279eabe19f314bd5";

}  // namespace earlier

#endif  // EARLIER_FINGERPRINT_H_
