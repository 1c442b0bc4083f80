// An array that grows without moving its elements.
//
// Thread-safety: none of its own. Ownership: owns its elements.
#ifndef NOODLES_STATE_COMPONENTS_PAGED_ARRAY_H_
#define NOODLES_STATE_COMPONENTS_PAGED_ARRAY_H_

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace noodles::state_internal {

template <class T>
class PagedArray {
 public:
  PagedArray() = default;
  PagedArray(const PagedArray&) = delete;
  PagedArray& operator=(const PagedArray&) = delete;

  // The element at an index that EnsureIndex has covered.
  T& operator[](size_t index) {
    return (*pages_[index / kPageSize])[index % kPageSize];
  }
  const T& operator[](size_t index) const {
    return (*pages_[index / kPageSize])[index % kPageSize];
  }

  // Adds the elements up to `index`, as default values.
  void EnsureIndex(size_t index) {
    while (pages_.size() <= index / kPageSize) {
      pages_.push_back(std::make_unique<std::array<T, kPageSize>>());
    }
  }

 private:
  static constexpr size_t kPageSize = 64;
  std::vector<std::unique_ptr<std::array<T, kPageSize>>> pages_;
};

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_COMPONENTS_PAGED_ARRAY_H_
