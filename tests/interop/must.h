// For the servers of the tests: ends the program if its scenario is invalid.
#ifndef TESTS_INTEROP_MUST_H_
#define TESTS_INTEROP_MUST_H_

#include <cstdlib>
#include <iostream>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace scenario {

template <class T>
T Must(absl::StatusOr<T> result) {
  if (!result.ok()) {
    std::cerr << "the scenario is wrong: " << result.status() << std::endl;
    std::exit(1);
  }
  return *std::move(result);
}

inline void Must(const absl::Status& status) {
  if (!status.ok()) Must(absl::StatusOr<int>(status));
}

}  // namespace scenario

#endif  // TESTS_INTEROP_MUST_H_
