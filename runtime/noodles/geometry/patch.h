// Packs the vertices and indices of a patch into the bytes that every client
// draws, after checking them.
//
// The layout is the one that all known clients read alike: interleaved vertices
// from the first byte on, with a stride that is a multiple of 4; then the
// indices, U16 where that is enough for all vertices, else U32; then padding to
// a multiple of 4 bytes.
//
// Thread-safety: pure functions. Ownership: sources are only read.
#ifndef NOODLES_GEOMETRY_PATCH_H_
#define NOODLES_GEOMETRY_PATCH_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/geometry/array_view.h"
#include "noodles/geometry/mesh.h"
#include "noodles/protocol/geometry.h"
#include "noodles/protocol/ids.h"

namespace noodles {

// The arrays of a patch. Empty arrays are left out; all others have one value
// for each position.
struct PatchSource {
  PrimitiveType type = PrimitiveType::kTriangles;
  // Three numbers each. At least one position.
  ArrayView positions{};
  ArrayView normals{};
  ArrayView tangents{};
  // Two numbers each, for each channel. Integers are in units of the largest
  // value of their type.
  std::vector<ArrayView> texture_coordinates{};
  // Three or four numbers each, 0 to 1, for each channel; three mean opaque.
  // Integers are in units of the largest value of their type.
  std::vector<ArrayView> colors{};
  // Integers of any type. The array may have one value for each corner or one
  // value of three numbers for each triangle.
  ArrayView indices{};
  // Default: a material that AddGeometry makes.
  std::optional<MaterialID> material{};
};

// The arrays of the mesh, which must outlive the source.
PatchSource SourceOf(const Mesh& mesh);

// The defaults are the formats that all known clients read.
enum class ColorFormat : uint8_t { kU8Vec4, kVec4 };
enum class TextureCoordinateFormat : uint8_t { kVec2, kU16Vec2 };

struct PatchOptions {
  ColorFormat color_format = ColorFormat::kU8Vec4;
  // kU16Vec2 holds 0 to 1 only.
  TextureCoordinateFormat texture_coordinate_format =
      TextureCoordinateFormat::kVec2;
  // Writes triangle strips as triangles and line loops as line strips, since
  // not every client draws the former.
  bool replaces_rare_types = true;
  // The most vertices; six times as many indices are allowed. Stops files that
  // fill the memory of every client.
  size_t max_vertices = size_t{1} << 27;
};

struct PackedPatch {
  // The vertices, then the indices, then the padding.
  Bytes bytes{};
  size_t vertex_bytes = 0;
  size_t index_bytes = 0;
  // The views are not set: attributes lie in the first `vertex_bytes`, the
  // indices in the `index_bytes` behind them.
  GeometryPatch patch{};
};

// Errors: InvalidArgument with the name of the array, the index and the fault:
// no positions, lengths that differ, numbers that are NaN, infinite or
// out of range, indices beyond the vertices, a number of corners that the type
// does not allow. ResourceExhausted beyond max_vertices.
absl::StatusOr<PackedPatch> PackPatch(const PatchSource& source,
                                      const PatchOptions& options = {});

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_PATCH_H_
