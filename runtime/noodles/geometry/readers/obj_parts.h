// What an OBJ file says, on its way to meshes.
//
// Thread-safety: none. Ownership: a value owns what it holds.
#ifndef NOODLES_GEOMETRY_READERS_OBJ_PARTS_H_
#define NOODLES_GEOMETRY_READERS_OBJ_PARTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "noodles/geometry/mesh.h"
#include "noodles/geometry/readers/point_list.h"

namespace noodles::geometry_internal {

inline constexpr uint32_t kNoItem = 0xFFFFFFFF;

struct ObjVertices {
  PointList points{};
  // As many as points, or none. Linear.
  std::vector<Vec4> colors{};
  // With v from the image's upper edge.
  std::vector<Vec2> coordinates{};
  std::vector<Vec3> normals{};
};

// Places in the lists of ObjVertices, or kNoItem.
struct ObjCorner {
  uint32_t point = 0;
  uint32_t coordinate = kNoItem;
  uint32_t normal = kNoItem;

  bool operator==(const ObjCorner&) const = default;
};

// The elements of one kind, object and material.
struct ObjPart {
  PrimitiveType type = PrimitiveType::kTriangles;
  // The name of its material; empty where there is none.
  std::string material{};
  std::vector<ObjCorner> corners{};
  // Of each polygon, the number of its corners. Unused for lines and points.
  std::vector<uint32_t> sizes{};
};

// An object or a group.
struct ObjObject {
  std::string name{};
  // Of `o`: its points. A group owns none.
  std::optional<size_t> first_point{};
  size_t end_point = 0;
  std::vector<ObjPart> parts{};
};

// Makes the colours of the points linear, and as many as the points. Programs
// write 0 to 1 or 0 to 255.
void MakeObjColorsLinear(ObjVertices& vertices);

// Gives objects without elements, whose points no other object uses, their
// points as a cloud. Where no object has elements, the first object gets all
// points.
void AddLonelyPoints(const ObjVertices& vertices, bool has_elements,
                     std::vector<ObjObject>& objects);

// The mesh of a part: a vertex for each different corner, polygons cut into
// triangles. Normals and coordinates that some corners lack are left out, and
// zero. `positions` are the points relative to the local origin.
Mesh MeshOf(const ObjPart& part, const ObjVertices& vertices,
            const std::vector<Vec3>& positions);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_READERS_OBJ_PARTS_H_
