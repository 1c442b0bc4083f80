// Writes scenes as OBJ, PLY, STL, glTF and GLB files.
//
//   absl::StatusOr<SceneData> scene = ReadScene(document);
//   absl::Status status = ExportFile(*scene, "scene.glb");
//
// The formats keep:
//   GLB, glTF  nodes, materials with their alpha modes, textures and their
//              transforms but for those that shear, lights, all channels, all
//              types of primitives; instances become nodes, and a node that
//              shears becomes two. Values are brought into the ranges of the
//              format: unit vectors, colours from 0 to 1.
//   OBJ        triangles, lines and points in the space of the scene, normals,
//              the first colours, materials and their colour textures in files
//              beside it, with the coordinates that these use, transformed.
//   PLY        triangles, or points where there are none, as one mesh: normals,
//              the first texture coordinates and colours. Binary.
//   STL        triangles as one mesh. Binary.
//
// Colours in OBJ, MTL and PLY are sRGB. Coordinates far from zero are written
// in double precision, but for STL.
//
// Thread-safety: pure functions, except that ExportFile writes files.
#ifndef NOODLES_GEOMETRY_EXPORT_H_
#define NOODLES_GEOMETRY_EXPORT_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/geometry/scene_data.h"

namespace noodles {

enum class SceneFormat : uint8_t { kObj, kPly, kStl, kGltf, kGlb };

// The format of an extension, with or without the dot. Errors: InvalidArgument
// where no format has this extension.
absl::StatusOr<SceneFormat> SceneFormatOf(std::string_view extension);

struct ExportedFile {
  // The name of the file, without a folder.
  std::string name{};
  Bytes contents{};
};

// The file `stem` with the extension of the format, and then the files that it
// names. Errors: those of Validate; InvalidArgument where the scene has nothing
// that the format can hold; ResourceExhausted for a GLB beyond 4 GiB.
absl::StatusOr<std::vector<ExportedFile>> Export(const SceneData& scene,
                                                 SceneFormat format,
                                                 const std::string& stem);

// Writes the scene in the format of the extension of `file`. Replaces files
// that exist. Errors: as above; Unavailable where a file cannot be written.
absl::Status ExportFile(const SceneData& scene,
                        const std::filesystem::path& file);

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_EXPORT_H_
