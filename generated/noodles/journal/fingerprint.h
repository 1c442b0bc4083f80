// The fingerprint of the specification, and the check that this code and the
// runtime belong together.
//
// Generated from journal.cddl, journal.bindings.toml; changes belong there.
//
// Thread-safety: a constant.
#ifndef NOODLES_JOURNAL_FINGERPRINT_H_
#define NOODLES_JOURNAL_FINGERPRINT_H_

#include <string_view>

#include "noodles/base/generated_code_format.h"
#include "noodles/interfaces/fingerprint.h"

static_assert(
    noodles::kGeneratedCodeFormat == 1,
    "noodles/journal was generated for another version of the runtime than "
    "the one that is included: generate it again with the linguine that "
    "belongs "
    "to this runtime (noodles_generate in CMake, ./dev generate, or "
    "'linguine generate')");

// What is included of imported specifications was generated from the same
// files.
static_assert(noodles::kNoodlesInterfacesFingerprint == "02c6db99a822f57b",
              "noodles/journal was generated with another version of the "
              "specification of "
              "noodles/interfaces than the code that is included: generate "
              "both again from the same "
              "files (noodles_generate in CMake, ./dev generate, or 'linguine "
              "generate')");

namespace noodles {

// The same for two programs whose specifications mean the same: messages, keys,
// types, numbers, defaults, names in code. Comments do not count.
inline constexpr std::string_view kNoodlesJournalFingerprint =
    "27f51ab36227338f";

}  // namespace noodles

#endif  // NOODLES_JOURNAL_FINGERPRINT_H_
