// The writers of the formats. Scenes must be valid.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_EXPORT_EXPORT_FORMATS_H_
#define NOODLES_GEOMETRY_EXPORT_EXPORT_FORMATS_H_

#include <array>
#include <string>
#include <vector>

#include "noodles/geometry/export.h"
#include "noodles/geometry/mesh.h"
#include "noodles/geometry/scene_data.h"

namespace noodles::geometry_internal {

// Adds `origin` to the positions, which are then written as doubles.
Bytes WritePly(const Mesh& mesh, const std::array<double, 3>& origin = {});
Bytes WriteStl(const Mesh& triangles);
std::vector<ExportedFile> WriteObj(const SceneData& scene,
                                   const std::string& stem);
std::vector<ExportedFile> WriteGltf(const SceneData& scene,
                                    const std::string& stem, bool is_binary);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_EXPORT_EXPORT_FORMATS_H_
