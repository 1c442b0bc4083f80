// Reads mesh files: OBJ, PLY, STL, OFF and 3MF by readers of this library;
// glTF, GLB, FBX, DAE, 3DS and the other formats by Assimp.
//
//   absl::StatusOr<SceneData> scene = ImportScene("house.glb");
//   AddScene(document, *std::move(scene));
//
// The extensions KHR_lights_punctual, KHR_mesh_quantization,
// KHR_texture_transform, KHR_texture_basisu, EXT_texture_webp,
// KHR_materials_pbrSpecularGlossiness, KHR_draco_mesh_compression and
// EXT_mesh_gpu_instancing of glTF are read; a file that requires one that is
// not known is an error. Parts of a scene that cannot be read, such as
// animations and missing pictures, become warnings of the scene, which name
// them; a file with nothing that can be shown is an error.
//
// Colours of PLY, OBJ, MTL, OFF, STL and 3MF are sRGB and become linear. An
// alpha below 1 becomes a material that blends. The unit of 3MF becomes the
// metre. Points that are not finite numbers are left out with a warning.
// Coordinates that floats would round, such as those of maps, are kept relative
// to a local origin, to which the node of the mesh moves them. TGA, BMP, GIF,
// TIFF and WebP pictures become PNG.
//
// A file is untrusted: it may name files in its own folder and below only,
// reads no more than the limits say, and every number in it is checked. Assimp
// crashes and hangs on some broken files. Therefore a program of its own,
// noodles-import, reads all files, and the library needs no Assimp. Nothing
// reaches a document before the whole file has been read.
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
  // The bytes of all files together. Stops small files that name huge ones.
  size_t max_file_bytes = size_t{4} << 30;
  // The vertices and corners of all meshes together. Instances, and values of
  // glTF that are converted to floats, count as vertices. These limits stop
  // files that unpack to more than a client can hold.
  size_t max_vertices = size_t{1} << 27;
  size_t max_corners = size_t{3} << 27;
  size_t max_nodes = size_t{1} << 20;
  // Levels of objects, lists, tags or braces in a text file, and of the nodes
  // of glTF and AC3D. Stops files that use up the stack of a parser.
  size_t max_nesting = 1000;
  // The time of the whole import. Stops files over which Assimp hangs.
  std::chrono::milliseconds max_time = std::chrono::minutes(10);
  // Of the address space of noodles-import, and of the scene that the program
  // sends. Stops files that make Assimp ask for all the memory. Builds with a
  // sanitizer do not limit the address space.
  size_t max_memory_bytes = size_t{32} << 30;
  // The bytes of all image files together.
  size_t max_image_bytes = size_t{1} << 30;
};

struct ImportOptions {
  ImportLimits limits{};
  // Called on the thread of the import with the part that is done, 0 to 1. The
  // import ends with Cancelled where the function returns false.
  std::function<bool(float part)> progress{};
  // Radians; see NormalOptions. For meshes without normals, and for STL, whose
  // normals are those of single triangles.
  float crease_angle = std::numbers::pi_v<float> / 3;
  bool computes_tangents = false;
  // The path of the program noodles-import. Where it is empty, the environment
  // variable NOODLES_IMPORT_PROGRAM names the path; where that is empty or not
  // set, the first of these places that holds the program counts:
  //   1. libexec/noodles/ beside the library, where the library is shared
  //      (PREFIX/lib/../libexec/noodles/noodles-import)
  //   2. libexec/noodles/ beside the running program
  //      (PREFIX/bin/../libexec/noodles/noodles-import)
  //   3. the build tree or the installed package with which CMake has linked
  //      the running program
  //   4. libexec/noodles/ below the prefix for which the library was built
  // A path that is named is the only place that counts.
  std::filesystem::path import_program{};
};

// Whether the program noodles-import is there, as ImportOptions() finds it.
bool CanImport();

// Whether files with this extension, with or without the dot, can be read. The
// first call asks the program and may take some milliseconds.
bool CanImport(std::string_view extension);

// Errors: NotFound where there is no such file; InvalidArgument for a file that
// cannot be understood, with the reason, and where the program crashes over the
// file; ResourceExhausted beyond the limits; DeadlineExceeded; Cancelled;
// Unimplemented where the program is not there, with the places that were
// looked at; FailedPrecondition where the program cannot be executed or is not
// the noodles-import of this version; DataLoss where its answer is damaged.
absl::StatusOr<SceneData> ImportScene(const std::filesystem::path& file,
                                      const ImportOptions& options = {});

// Reads a file in memory. `extension` names the format, for example "ply". The
// file cannot name other files.
absl::StatusOr<SceneData> ImportScene(const Bytes& file,
                                      std::string_view extension,
                                      const ImportOptions& options = {});

// All triangles of the file in one mesh, in the space of the scene. Errors: as
// above; InvalidArgument where there are none.
absl::StatusOr<Mesh> ImportMesh(const std::filesystem::path& file,
                                const ImportOptions& options = {});

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_IMPORT_H_
