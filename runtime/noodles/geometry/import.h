// Reads mesh files: OBJ, PLY, STL, OFF, glTF, GLB, FBX, DAE, 3DS and what else
// the Assimp library reads.
//
//   absl::StatusOr<SceneData> scene = ImportScene("house.glb");
//   AddScene(document, *std::move(scene));
//
// Of glTF that includes KHR_lights_punctual, KHR_mesh_quantization,
// KHR_texture_transform and EXT_mesh_gpu_instancing. What cannot be read of a
// scene - animations, pictures that are not there - is one of its warnings.
//
// A file is untrusted: it may name files in its own folder and below only,
// reads no more than the limits say, and what it claims is checked before it is
// believed. Assimp crashes and hangs on some broken files, so it runs in a
// process of its own. Nothing reaches a document before the whole file has been
// read.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_GEOMETRY_IMPORT_H_
#define NOODLES_GEOMETRY_IMPORT_H_

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <numbers>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/geometry/scene_data.h"

namespace noodles {

struct ImportLimits {
  // Of all files that are read together. Stops a small file that names huge
  // ones.
  size_t max_file_bytes = size_t{4} << 30;
  // Of all meshes together; instances and what is converted of glTF count as
  // vertices, too. Stop files that unpack to more than a client can hold.
  size_t max_vertices = size_t{1} << 27;
  size_t max_corners = size_t{3} << 27;
  size_t max_nodes = size_t{1} << 20;
  // From the start to the end. Stops files over which the importer hangs.
  std::chrono::milliseconds max_time = std::chrono::minutes(10);
  // Of address space, the caller's included: the importer's process begins as
  // its copy. Stops files that make the importer ask for all the memory.
  size_t max_memory_bytes = size_t{32} << 30;
  // Of all images together, as files.
  size_t max_image_bytes = size_t{1} << 30;
};

struct ImportOptions {
  ImportLimits limits{};
  // Told how far it is, 0 to 1; false ends the import with Cancelled. Called on
  // the caller's thread.
  std::function<bool(float part)> progress{};
  // For meshes that come without normals, and for STL, whose normals are those
  // of single triangles: see NormalOptions. Radians.
  float crease_angle = std::numbers::pi_v<float> / 3;
  bool computes_tangents = false;
};

// Whether this build has Assimp (the CMake option NOODLES_WITH_ASSIMP).
bool CanImport();

// Whether files with this extension, with or without the dot, can be read.
bool CanImport(std::string_view extension);

// Errors: NotFound; InvalidArgument for a file that cannot be understood, with
// what is wrong with it; ResourceExhausted beyond the limits;
// DeadlineExceeded; Cancelled; Unimplemented without Assimp.
absl::StatusOr<SceneData> ImportScene(const std::filesystem::path& file,
                                      const ImportOptions& options = {});

// The same from memory; `extension` says which format it is, for example "ply".
// It can name no other files.
absl::StatusOr<SceneData> ImportScene(const Bytes& file,
                                      std::string_view extension,
                                      const ImportOptions& options = {});

// All triangles of the file in one mesh, in the space of the scene. Errors: as
// above; InvalidArgument where there are none.
absl::StatusOr<Mesh> ImportMesh(const std::filesystem::path& file,
                                const ImportOptions& options = {});

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_IMPORT_H_
