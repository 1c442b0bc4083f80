// The names of the components of one thing. Clients look for a component by its
// name alone, so an entity, its geometry and its buffer have different names.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_SCENE_COMPONENT_NAMES_H_
#define NOODLES_GEOMETRY_SCENE_COMPONENT_NAMES_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace noodles::geometry_internal {

inline constexpr std::string_view kGeometrySuffix = " geometry";
inline constexpr std::string_view kImageSuffix = " image";
inline constexpr std::string_view kBufferSuffix = " buffer";

// "NAME geometry", for example; no name for a thing without a name.
inline std::optional<std::string> NameWith(
    const std::optional<std::string>& name, std::string_view suffix) {
  if (!name || name->empty()) return std::nullopt;
  return std::string(*name).append(suffix);
}

// The name of the thing whose component is called `name`.
inline std::string NameWithout(std::string name, std::string_view suffix) {
  if (name.size() > suffix.size() && name.ends_with(suffix)) {
    name.resize(name.size() - suffix.size());
  }
  return name;
}

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_SCENE_COMPONENT_NAMES_H_
