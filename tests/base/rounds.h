// How often a random test repeats itself.
#ifndef TESTS_BASE_ROUNDS_H_
#define TESTS_BASE_ROUNDS_H_

#include <algorithm>

namespace noodles {

// The rounds of an optimised build, or a quarter of them and at least one in a
// build with a sanitizer, in which each round takes ten times as long.
constexpr int Rounds(int rounds) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return std::max(rounds / 4, 1);
#else
  return rounds;
#endif
}

}  // namespace noodles

#endif  // TESTS_BASE_ROUNDS_H_
