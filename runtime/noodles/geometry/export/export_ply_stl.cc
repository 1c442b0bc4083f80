// PLY (binary, little-endian) and STL (binary): one mesh in a file.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "noodles/geometry/export/export_formats.h"
#include "noodles/geometry/normals.h"
#include "noodles/geometry/support/byte_writer.h"
#include "noodles/geometry/support/srgb.h"

namespace noodles::geometry_internal {
namespace {

// The usual names of the properties of a vertex in PLY.
std::string PlyHeader(const Mesh& mesh, size_t faces, bool is_double) {
  std::string header = "ply\nformat binary_little_endian 1.0\nelement vertex " +
                       std::to_string(mesh.positions.size()) + "\n";
  for (const char* name : {" x\n", " y\n", " z\n"}) {
    header += is_double ? "property double" : "property float";
    header += name;
  }
  if (!mesh.normals.empty()) {
    header += "property float nx\nproperty float ny\nproperty float nz\n";
  }
  if (!mesh.texture_coordinates.empty()) {
    header += "property float s\nproperty float t\n";
  }
  if (!mesh.colors.empty()) {
    header +=
        "property uchar red\nproperty uchar green\nproperty uchar blue\n"
        "property uchar alpha\n";
  }
  if (faces > 0) {
    header += "element face " + std::to_string(faces) +
              "\nproperty list uchar int vertex_indices\n";
  }
  return header + "end_header\n";
}

// Colours in PLY are sRGB.
std::array<uint8_t, 4> ToBytes(const Vec4& color) {
  std::array<uint8_t, 4> bytes;
  for (size_t i = 0; i < 4; ++i) {
    const float linear = std::clamp(color[i], 0.0f, 1.0f);
    const float part = i < 3 ? SrgbOfLinear(linear) : linear;
    bytes[i] = static_cast<uint8_t>(std::lround(part * 255.0f));
  }
  return bytes;
}

bool IsZero(const std::array<double, 3>& origin) {
  return origin == std::array<double, 3>{};
}

}  // namespace

Bytes WritePly(const Mesh& mesh, const std::array<double, 3>& origin) {
  const size_t faces =
      mesh.type == PrimitiveType::kTriangles ? CornerCount(mesh) / 3 : 0;
  ByteWriter writer;
  writer.Reserve(mesh.positions.size() * 48 + faces * 13 + 512);
  const bool is_double = !IsZero(origin);
  writer.PutText(PlyHeader(mesh, faces, is_double));
  for (size_t i = 0; i < mesh.positions.size(); ++i) {
    if (is_double) {
      const Vec3& at = mesh.positions[i];
      writer.Put(std::array{origin[0] + double{at[0]},
                            origin[1] + double{at[1]},
                            origin[2] + double{at[2]}});
    } else {
      writer.Put(mesh.positions[i]);
    }
    if (!mesh.normals.empty()) writer.Put(mesh.normals[i]);
    if (!mesh.texture_coordinates.empty()) {
      // PLY counts v from the lower edge of the image.
      const Vec2& at = mesh.texture_coordinates[0][i];
      writer.Put(Vec2{at[0], 1 - at[1]});
    }
    if (!mesh.colors.empty()) writer.Put(ToBytes(mesh.colors[0][i]));
  }
  for (size_t i = 0; i < faces; ++i) {
    writer.Put(uint8_t{3});
    for (size_t j = 0; j < 3; ++j) writer.Put(VertexAt(mesh, 3 * i + j));
  }
  return writer.Take();
}

Bytes WriteStl(const Mesh& mesh) {
  const std::vector<Vec3> normals = FaceNormals(mesh);
  ByteWriter writer;
  writer.Reserve(84 + 50 * normals.size());
  writer.PutText("binary STL");
  writer.Put(std::array<char, 70>{});
  writer.Put(static_cast<uint32_t>(normals.size()));
  for (size_t i = 0; i < normals.size(); ++i) {
    writer.Put(normals[i]);
    for (size_t j = 0; j < 3; ++j) {
      writer.Put(mesh.positions[VertexAt(mesh, 3 * i + j)]);
    }
    writer.Put(uint16_t{0});
  }
  return writer.Take();
}

}  // namespace noodles::geometry_internal
