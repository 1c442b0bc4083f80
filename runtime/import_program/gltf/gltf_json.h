// Reads members of the JSON of a glTF file, whatever their types are.
//
// Thread-safety: pure functions.
#ifndef NOODLES_IMPORT_PROGRAM_GLTF_GLTF_JSON_H_
#define NOODLES_IMPORT_PROGRAM_GLTF_GLTF_JSON_H_

#include <cstdint>
#include <nlohmann/json.hpp>

namespace noodles::import_program {

using Json = nlohmann::json;

// The member `key`; `fallback` where it is absent or no unsigned number.
inline uint64_t NumberOf(const Json& object, const char* key,
                         uint64_t fallback) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number_unsigned()
             ? found->get<uint64_t>()
             : fallback;
}

// The member `key`; an empty list where it is absent or no list or object.
inline const Json& MemberOf(const Json& object, const char* key) {
  static const Json kNothing = Json::array();
  const auto found = object.find(key);
  return found != object.end() && found->is_structured() ? *found : kNothing;
}

// An item of one of the lists at the root; null where it does not exist.
inline const Json* ItemOf(const Json& root, const char* list, uint64_t place) {
  const auto found = root.find(list);
  if (found == root.end() || !found->is_array() || place >= found->size() ||
      !(*found)[place].is_object()) {
    return nullptr;
  }
  return &(*found)[place];
}

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_GLTF_GLTF_JSON_H_
