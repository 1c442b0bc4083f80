// Adds accessors of numbers to the JSON of a glTF file, in a buffer of their
// own that becomes the last one.
//
// Thread-safety: none. Ownership: a GltfAdditions owns the bytes of the buffer.
#ifndef NOODLES_IMPORT_PROGRAM_GLTF_GLTF_ADDITIONS_H_
#define NOODLES_IMPORT_PROGRAM_GLTF_GLTF_ADDITIONS_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "noodles/base/bytes.h"

namespace noodles::import_program {

class GltfAdditions {
 public:
  bool empty() const { return bytes_.empty(); }

  // The place of a view of the numbers.
  template <class Number>
  size_t AddView(const std::vector<Number>& numbers, nlohmann::json& root) {
    const size_t bytes = numbers.size() * sizeof(Number);
    root["bufferViews"].push_back({{"buffer", root["buffers"].size()},
                                   {"byteOffset", bytes_.size()},
                                   {"byteLength", bytes}});
    const size_t before = bytes_.size();
    bytes_.resize(before + bytes);
    if (bytes > 0) std::memcpy(bytes_.data() + before, numbers.data(), bytes);
    return root["bufferViews"].size() - 1;
  }

  // The place of an accessor of items of 1 to 4 numbers.
  template <class Number>
  size_t AddAccessor(const std::vector<Number>& numbers, size_t width,
                     uint64_t component_type, nlohmann::json& root) {
    constexpr const char* kTypes[] = {"SCALAR", "VEC2", "VEC3", "VEC4"};
    const size_t view = AddView(numbers, root);
    root["accessors"].push_back({{"bufferView", view},
                                 {"componentType", component_type},
                                 {"count", numbers.size() / width},
                                 {"type", kTypes[width - 1]}});
    return root["accessors"].size() - 1;
  }

  // Adds the buffer as the file `name`, whose bytes are returned. Called once,
  // at the end.
  Bytes Finish(const std::string& name, nlohmann::json& root) {
    root["buffers"].push_back({{"byteLength", bytes_.size()}, {"uri", name}});
    return Bytes::Adopt(std::move(bytes_));
  }

 private:
  std::vector<uint8_t> bytes_;
};

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_GLTF_GLTF_ADDITIONS_H_
