// Helpers of the tests of geometry.
#ifndef TESTS_GEOMETRY_GEOMETRY_TESTING_H_
#define TESTS_GEOMETRY_GEOMETRY_TESTING_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "base/status_testing.h"
#include "noodles/base/bytes.h"
#include "noodles/geometry/mesh.h"

namespace noodles {

// `count` values that lie `stride` bytes apart.
template <class T>
std::vector<T> ValuesAt(const Bytes& bytes, size_t offset, size_t count,
                        size_t stride = sizeof(T)) {
  std::vector<T> values(count);
  for (size_t i = 0; i < count; ++i) {
    EXPECT_LE(offset + i * stride + sizeof(T), bytes.size());
    if (offset + i * stride + sizeof(T) > bytes.size()) break;
    std::memcpy(&values[i], bytes.data() + offset + i * stride, sizeof(T));
  }
  return values;
}

// Matches vectors of floats up to a millionth.
MATCHER_P(IsNear, expected, "") {
  for (size_t i = 0; i < expected.size(); ++i) {
    if (!(std::abs(arg[i] - expected[i]) <= 1e-6f)) {
      *result_listener << "element " << i << " is " << arg[i];
      return false;
    }
  }
  return true;
}

inline Mesh Triangle() {
  Mesh mesh;
  mesh.positions = {{0, 0, 0}, {2, 0, 0}, {0, 3, 0}};
  return mesh;
}

}  // namespace noodles

#endif  // TESTS_GEOMETRY_GEOMETRY_TESTING_H_
