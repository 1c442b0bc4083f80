// Helpers for statuses, for all tests.
#ifndef TESTS_BASE_STATUS_TESTING_H_
#define TESTS_BASE_STATUS_TESTING_H_

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/base/status.h"

namespace noodles {

// The value; without a value the test fails.
template <class T>
T Must(absl::StatusOr<T> result) {
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok() ? *std::move(result) : T{};
}

inline void Must(const absl::Status& status) {
  EXPECT_TRUE(status.ok()) << status;
}

inline std::string TextOf(const absl::Status& status) {
  return std::string(StatusMessage(status));
}

}  // namespace noodles

#endif  // TESTS_BASE_STATUS_TESTING_H_
