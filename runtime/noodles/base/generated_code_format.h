// The format of generated code: what the code that the generator `linguine`
// writes, and the runtime that it is compiled with, demand of each other.
//
// Thread-safety: a constant.
#ifndef NOODLES_BASE_GENERATED_CODE_FORMAT_H_
#define NOODLES_BASE_GENERATED_CODE_FORMAT_H_

namespace noodles {

// Generated code asserts that it was written for this number. It grows with
// each version of the runtime that generated code of the version before cannot
// be compiled with, or would do something else with; the generator has the same
// number (generator/linguine/emit/code_format.py).
inline constexpr int kGeneratedCodeFormat = 1;

}  // namespace noodles

#endif  // NOODLES_BASE_GENERATED_CODE_FORMAT_H_
