// The element `vertex` of a PLY file.
//
// Thread-safety: none. Ownership: a value owns what it holds.
#ifndef NOODLES_GEOMETRY_READERS_PLY_VERTICES_H_
#define NOODLES_GEOMETRY_READERS_PLY_VERTICES_H_

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "noodles/geometry/mesh.h"
#include "noodles/geometry/readers/ply_rows.h"

namespace noodles::geometry_internal {

// The places of the properties of a colour.
struct PlyColor {
  explicit PlyColor(const PlyElement& element);

  bool is_there() const { return red && green && blue; }
  // The numbers of a row, still in sRGB, integers of 0 to 1.
  Vec4 Of(const PlyElement& element, const std::vector<double>& numbers) const;

  std::optional<size_t> red;
  std::optional<size_t> green;
  std::optional<size_t> blue;
  std::optional<size_t> alpha;
};

// Makes sRGB colours linear. Floats that were written as 0 to 255 are divided
// first. Where every alpha is 0, as some programs write, all become 1, with a
// warning.
void MakePlyColorsLinear(std::vector<Vec4>& colors,
                         std::vector<std::string>& warnings);

struct PlyVertices {
  // Positions, and what else the element has.
  Mesh mesh{};
  // Subtracted from the positions.
  Vec3 origin = {0, 0, 0};
  // The properties that were not read.
  std::vector<std::string> left_out{};
};

// Errors: those of PlyRows; InvalidArgument where x, y or z is missing.
absl::Status ReadPlyVertices(const PlyElement& element, PlyRows& rows,
                             PlyVertices& vertices,
                             std::vector<std::string>& warnings);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_READERS_PLY_VERTICES_H_
