// The types of the numbers in a glTF buffer.
//
// Thread-safety: pure functions.
#ifndef NOODLES_IMPORT_PROGRAM_GLTF_GLTF_NUMBERS_H_
#define NOODLES_IMPORT_PROGRAM_GLTF_GLTF_NUMBERS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace noodles::import_program {

inline constexpr uint64_t kUnsignedInt = 5125;
inline constexpr uint64_t kFloat = 5126;

// How numbers of a component type are read: the second argument of `read` tells
// whether integers stand for -1 to 1. `read` is null for types that glTF does
// not have.
struct NumberFormat {
  uint64_t bytes = 0;
  float (*read)(const uint8_t*, bool) = nullptr;
};

NumberFormat FormatOf(uint64_t component_type);

// The integer for 1 in a normalized component type; 0 for other types.
float GreatestOf(uint64_t component_type);

// The numbers of an item: 1 for "SCALAR", 2 to 4 for "VEC2" to "VEC4", 0 for
// other types.
size_t WidthOfType(std::string_view type);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_GLTF_GLTF_NUMBERS_H_
