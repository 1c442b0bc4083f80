#include "noodles/geometry/readers/ply_faces.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "noodles/geometry/readers/ply_vertices.h"

namespace noodles::geometry_internal {
namespace {

constexpr double kMostVertices = 4294967295.0;

bool IsVertex(double number) {
  return number >= 0 && number < kMostVertices && number == std::floor(number);
}

std::optional<size_t> FindVertices(const PlyElement& element) {
  return element.Find({"vertex_indices", "vertex_index", "vertex_indexes"});
}

absl::Status NoVertices(const PlyElement& element, const PlyRows& rows) {
  return rows.Fault("the element " + element.name +
                    " needs a property list vertex_indices");
}

absl::Status NotAVertex(const PlyElement& element, const PlyRows& rows,
                        uint64_t number, double found) {
  return rows.Fault(
      "element " + element.name + ", row " + std::to_string(number) +
      ": expected the number of a vertex, found " + std::to_string(found));
}

// From now on, `faces` has a size for each polygon.
void UseSizes(PlyFaces& faces) {
  if (faces.sizes.empty()) faces.sizes.assign(faces.corners.size() / 3, 3);
}

class FaceReader {
 public:
  FaceReader(const PlyElement& element, PlyRows& rows, PlyFaces& faces)
      : element_(element),
        rows_(rows),
        faces_(faces),
        vertices_(FindVertices(element)),
        coordinates_(element.Find({"texcoord", "texcoords"})),
        texture_(element.Find({"texnumber"})),
        color_(element) {}

  absl::Status Read(std::vector<std::string>& warnings) {
    if (!vertices_ || !element_.properties[*vertices_].count_type) {
      return NoVertices(element_, rows_);
    }
    if (coordinates_ && !element_.properties[*coordinates_].count_type) {
      coordinates_.reset();
    }
    WarnOfPlyProperties("faces", UnusedProperties(), warnings);
    first_ = 0;
    if (HasPlainTriangles()) first_ = ReadTriangles();
    if (first_ == element_.count) return absl::OkStatus();
    UseSizes(faces_);
    faces_.sizes.reserve(first_ + rows_.MostRows(element_));
    PlyRow row;
    for (uint64_t i = first_; i < element_.count; ++i) {
      absl::Status status = rows_.Next(element_, i, row);
      if (status.ok()) status = AddRow(i, row);
      if (!status.ok()) return status;
    }
    if (color_.is_there()) MakePlyColorsLinear(faces_.colors, warnings);
    if (without_coordinates_ > 0) {
      warnings.push_back(CountOf(without_coordinates_, "face") +
                         " without a pair of texcoord for each corner get (0, "
                         "0)");
    }
    return absl::OkStatus();
  }

 private:
  std::vector<std::string> UnusedProperties() const {
    std::vector<std::optional<size_t>> used = {vertices_, coordinates_,
                                               texture_};
    if (color_.is_there()) {
      used.insert(used.end(),
                  {color_.red, color_.green, color_.blue, color_.alpha});
    }
    std::vector<std::string> unused;
    for (size_t i = 0; i < element_.properties.size(); ++i) {
      if (std::find(used.begin(), used.end(), i) == used.end()) {
        unused.push_back(element_.properties[i].name);
      }
    }
    return unused;
  }

  // Whether the list of vertices is all that a face has, in bytes of this
  // machine.
  bool HasPlainTriangles() const {
    const PlyProperty& list = element_.properties[*vertices_];
    return !rows_.is_text() && !rows_.swaps() &&
           element_.properties.size() == 1 && SizeOf(*list.count_type) == 1 &&
           faces_.corners.empty() &&
           (list.type == PlyType::kInt32 || list.type == PlyType::kUint32);
  }

  // Reads triangles at the speed of memory, up to the first other polygon.
  // Negative numbers become numbers that no vertex has.
  uint64_t ReadTriangles() {
    constexpr size_t kRow = 1 + 3 * sizeof(uint32_t);
    const uint8_t* const rows = rows_.data();
    const auto most = static_cast<size_t>(
        std::min<uint64_t>(element_.count, rows_.bytes_left() / kRow));
    faces_.corners.resize(3 * most);
    uint32_t* const corners = faces_.corners.data();
    size_t i = 0;
    for (; i < most && rows[i * kRow] == 3; ++i) {
      std::memcpy(corners + 3 * i, rows + i * kRow + 1, kRow - 1);
    }
    faces_.corners.resize(3 * i);
    rows_.Advance(i * kRow);
    return i;
  }

  absl::Status AddRow(uint64_t number, const PlyRow& row) {
    const std::vector<double>& vertices = row.lists[*vertices_];
    if (vertices.size() < 3) {
      ++faces_.too_small;
      return absl::OkStatus();
    }
    for (const double vertex : vertices) {
      if (!IsVertex(vertex)) return NotAVertex(element_, rows_, number, vertex);
      faces_.corners.push_back(static_cast<uint32_t>(vertex));
    }
    faces_.sizes.push_back(static_cast<uint32_t>(vertices.size()));
    if (color_.is_there()) {
      faces_.colors.push_back(color_.Of(element_, row.numbers));
    }
    if (texture_) {
      const double texture = row.numbers[*texture_];
      faces_.textures.push_back(
          IsVertex(texture) ? static_cast<uint32_t>(texture) : 0);
    }
    if (coordinates_) AddCoordinates(row.lists[*coordinates_], vertices.size());
    return absl::OkStatus();
  }

  void AddCoordinates(const std::vector<double>& numbers, size_t corners) {
    const bool fits = numbers.size() >= 2 * corners;
    if (!fits) ++without_coordinates_;
    for (size_t i = 0; i < corners; ++i) {
      if (!fits) {
        faces_.coordinates.push_back({0, 0});
        continue;
      }
      // PLY counts v from the lower edge of the image.
      faces_.coordinates.push_back(
          {static_cast<float>(numbers[2 * i]),
           1 - static_cast<float>(numbers[2 * i + 1])});
    }
  }

  const PlyElement& element_;
  PlyRows& rows_;
  PlyFaces& faces_;
  const std::optional<size_t> vertices_;
  std::optional<size_t> coordinates_;
  const std::optional<size_t> texture_;
  const PlyColor color_;
  uint64_t first_ = 0;
  size_t without_coordinates_ = 0;
};

}  // namespace

absl::Status ReadPlyFaces(const PlyElement& element, PlyRows& rows,
                          PlyFaces& faces, std::vector<std::string>& warnings) {
  return FaceReader(element, rows, faces).Read(warnings);
}

absl::Status ReadPlyStrips(const PlyElement& element, PlyRows& rows,
                           PlyFaces& faces) {
  const std::optional<size_t> vertices = FindVertices(element);
  if (!vertices || !element.properties[*vertices].count_type) {
    return NoVertices(element, rows);
  }
  PlyRow row;
  for (uint64_t i = 0; i < element.count; ++i) {
    absl::Status status = rows.Next(element, i, row);
    if (!status.ok()) return status;
    const std::vector<double>& strip = row.lists[*vertices];
    // -1 ends a strip, and another begins.
    size_t start = 0;
    for (size_t j = 0; j < strip.size(); ++j) {
      if (strip[j] == -1) {
        start = j + 1;
        continue;
      }
      if (!IsVertex(strip[j])) return NotAVertex(element, rows, i, strip[j]);
      if (j < start + 2) continue;
      std::array<uint32_t, 3> triangle = {static_cast<uint32_t>(strip[j - 2]),
                                          static_cast<uint32_t>(strip[j - 1]),
                                          static_cast<uint32_t>(strip[j])};
      if ((j - start) % 2 == 1) std::swap(triangle[0], triangle[1]);
      // Strips are joined by triangles without area.
      if (triangle[0] == triangle[1] || triangle[1] == triangle[2] ||
          triangle[2] == triangle[0]) {
        continue;
      }
      faces.corners.insert(faces.corners.end(), triangle.begin(),
                           triangle.end());
      if (!faces.sizes.empty()) faces.sizes.push_back(3);
    }
  }
  return absl::OkStatus();
}

absl::Status ReadPlyEdges(const PlyElement& element, PlyRows& rows,
                          PlyFaces& faces) {
  const std::optional<size_t> first = element.Find({"vertex1"});
  const std::optional<size_t> second = element.Find({"vertex2"});
  if (!first || !second) {
    return rows.Fault("the element edge needs the properties vertex1, vertex2");
  }
  PlyRow row;
  for (uint64_t i = 0; i < element.count; ++i) {
    absl::Status status = rows.Next(element, i, row);
    if (!status.ok()) return status;
    for (const size_t end : {*first, *second}) {
      const double vertex = row.numbers[end];
      if (!IsVertex(vertex)) return NotAVertex(element, rows, i, vertex);
      faces.lines.push_back(static_cast<uint32_t>(vertex));
    }
  }
  return absl::OkStatus();
}

}  // namespace noodles::geometry_internal
