// The writers of the formats. Scenes must be valid.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_EXPORT_EXPORT_FORMATS_H_
#define NOODLES_GEOMETRY_EXPORT_EXPORT_FORMATS_H_

#include <string>
#include <vector>

#include "noodles/geometry/export.h"
#include "noodles/geometry/mesh.h"
#include "noodles/geometry/scene_data.h"

namespace noodles::geometry_internal {

Bytes WritePly(const Mesh& mesh);
Bytes WriteStl(const Mesh& triangles);
std::vector<ExportedFile> WriteObj(const SceneData& scene,
                                   const std::string& stem);
std::vector<ExportedFile> WriteGltf(const SceneData& scene,
                                    const std::string& stem, bool is_binary);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_EXPORT_EXPORT_FORMATS_H_
