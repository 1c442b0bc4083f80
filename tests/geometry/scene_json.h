// A scene as JSON, for tests in other languages.
#ifndef TESTS_GEOMETRY_SCENE_JSON_H_
#define TESTS_GEOMETRY_SCENE_JSON_H_

#include <string>

#include "noodles/geometry/scene_data.h"

namespace noodles {

// A map of the scene's lists: `nodes` with their meshes decoded, `materials`,
// `textures` and `lights` as the protocol writes them, `warnings`.
std::string SceneJson(const SceneData& scene);

}  // namespace noodles

#endif  // TESTS_GEOMETRY_SCENE_JSON_H_
