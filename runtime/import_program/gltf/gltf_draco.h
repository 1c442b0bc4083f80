// Unpacks meshes that the extension KHR_draco_mesh_compression of glTF has
// packed. Assimp refuses those with indices of 32 bits, which large meshes
// have.
//
// Thread-safety: pure functions.
#ifndef NOODLES_IMPORT_PROGRAM_GLTF_GLTF_DRACO_H_
#define NOODLES_IMPORT_PROGRAM_GLTF_GLTF_DRACO_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"

namespace noodles::import_program {

struct DracoMesh {
  struct Attribute {
    uint32_t id = 0;
    size_t width = 0;
    // Integers are numbers of their own size, and not fractions.
    std::vector<float> numbers{};
    // Whether integers were fractions, and have been divided.
    bool is_normalized = false;
  };
  size_t vertices = 0;
  std::vector<Attribute> attributes{};
  // Three for each triangle, each below `vertices`.
  std::vector<uint32_t> indices{};
};

// Whether this build can unpack.
bool CanReadDraco();

// Unpacks the attributes `ids`. Errors: InvalidArgument with the reason;
// ResourceExhausted for more than `max_vertices` vertices.
absl::StatusOr<DracoMesh> ReadDraco(std::span<const uint8_t> packed,
                                    std::span<const uint32_t> ids,
                                    size_t max_vertices);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_GLTF_GLTF_DRACO_H_
