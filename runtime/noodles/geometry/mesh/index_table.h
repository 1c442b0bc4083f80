// Finds equal items among numbered items, for the merging of vertices.
//
// A table of numbers with open addressing. The caller keeps the items, hashes
// them and compares them.
//
// Thread-safety: none. Ownership: holds numbers only.
#ifndef NOODLES_GEOMETRY_MESH_INDEX_TABLE_H_
#define NOODLES_GEOMETRY_MESH_INDEX_TABLE_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace noodles::geometry_internal {

class IndexTable {
 public:
  // For at most `most` different items.
  explicit IndexTable(size_t most)
      : numbers_(std::bit_ceil(2 * most + 2), kFree) {}

  // The number that was added first for an equal item; else `number`, which is
  // added.
  template <class IsEqual>
  uint32_t FindOrAdd(uint64_t hash, uint32_t number, IsEqual is_equal) {
    const size_t mask = numbers_.size() - 1;
    for (size_t at = hash & mask;; at = (at + 1) & mask) {
      if (numbers_[at] == kFree) {
        numbers_[at] = number;
        return number;
      }
      if (is_equal(numbers_[at])) return numbers_[at];
    }
  }

 private:
  static constexpr uint32_t kFree = 0xFFFFFFFF;
  std::vector<uint32_t> numbers_;
};

// Mixes one more word into a hash, so that all of its bits count.
inline uint64_t MixHash(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
  hash ^= hash >> 32;
  hash *= 0xD6E8FEB86659FD93u;
  return hash ^ (hash >> 29);
}

// Numbers that compare equal have one hash: -0 counts as 0.
inline uint64_t MixHash(uint64_t hash, std::span<const float> numbers) {
  for (const float number : numbers) {
    hash = MixHash(hash, uint64_t{std::bit_cast<uint32_t>(number + 0.0f)});
  }
  return hash;
}

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_MESH_INDEX_TABLE_H_
