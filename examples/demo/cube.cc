#include "cube.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace demo {
namespace {

using noodles::Vec3;

constexpr size_t kFaces = 6;
constexpr size_t kCorners = 4 * kFaces;
constexpr float kHalfEdge = 0.5f;

// Every client draws this form: interleaved vertices, then the indices, each in
// a view of its own. Some clients read an attribute's offset beyond the last
// vertex, so something as long must follow: the indices do.
struct Vertex {
  Vec3 position;
  Vec3 normal;
};
struct CubeBytes {
  std::array<Vertex, kCorners> vertices;
  std::array<uint16_t, 6 * kFaces> indices;
};
static_assert(sizeof(CubeBytes) % 4 == 0, "buffers are padded to 4 bytes");
static_assert(std::endian::native == std::endian::little,
              "buffers are little-endian");

// Corners of a face, anticlockwise seen from outside.
constexpr float kCornerSigns[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};

CubeBytes MakeCube() {
  CubeBytes cube{};
  for (size_t face = 0; face < kFaces; ++face) {
    const size_t axis = face / 2;
    const float side = face % 2 == 0 ? 1.0f : -1.0f;
    for (size_t corner = 0; corner < 4; ++corner) {
      const auto [across, up] = kCornerSigns[corner];
      Vertex& vertex = cube.vertices[4 * face + corner];
      vertex.normal[axis] = side;
      vertex.position[axis] = side * kHalfEdge;
      vertex.position[(axis + 1) % 3] = side * across * kHalfEdge;
      vertex.position[(axis + 2) % 3] = up * kHalfEdge;
    }
    // Two triangles.
    constexpr size_t kCornersOfFace[] = {0, 1, 2, 0, 2, 3};
    for (size_t index = 0; index < 6; ++index) {
      cube.indices[6 * face + index] =
          static_cast<uint16_t>(4 * face + kCornersOfFace[index]);
    }
  }
  return cube;
}

}  // namespace

CubeViews CreateCubeViews(noodles::Document& document) {
  const CubeBytes cube = MakeCube();
  const std::span bytes(reinterpret_cast<const uint8_t*>(&cube), sizeof cube);
  const noodles::BufferID buffer =
      document
          .Create(noodles::Buffer{.name = "cube",
                                  .size = bytes.size(),
                                  .source = noodles::Bytes::Copy(bytes)})
          .value();
  const auto create_view = [&](const std::string& name, size_t offset,
                               size_t length) {
    return document
        .Create(noodles::BufferView{.name = name,
                                    .source_buffer = buffer,
                                    .type = noodles::BufferViewType::kGeometry,
                                    .offset = offset,
                                    .length = length})
        .value();
  };
  return {.vertices = create_view("vertices", 0, sizeof cube.vertices),
          .indices = create_view("indices", offsetof(CubeBytes, indices),
                                 sizeof cube.indices)};
}

noodles::GeometryID CreateCube(noodles::Document& document,
                               const CubeViews& views, const std::string& name,
                               const noodles::RGBA& color) {
  const noodles::MaterialID material =
      document
          .Create(noodles::Material{.name = name + " paint",
                                    .pbr_info = {.base_color = color,
                                                 .metallic = 0.0f,
                                                 .roughness = 0.6f}})
          .value();
  const noodles::Attribute position = {
      .view = views.vertices,
      .semantic = noodles::AttributeSemantic::kPosition,
      .offset = offsetof(Vertex, position),
      .stride = sizeof(Vertex),
      .format = noodles::Format::kVec3,
      .minimum_value = {-kHalfEdge, -kHalfEdge, -kHalfEdge},
      .maximum_value = {kHalfEdge, kHalfEdge, kHalfEdge}};
  const noodles::Attribute normal = {
      .view = views.vertices,
      .semantic = noodles::AttributeSemantic::kNormal,
      .offset = offsetof(Vertex, normal),
      .stride = sizeof(Vertex),
      .format = noodles::Format::kVec3};
  const noodles::Index indices = {.view = views.indices,
                                  .count = 6 * kFaces,
                                  .format = noodles::Format::kU16};
  return document
      .Create(noodles::Geometry{
          .name = name + " cube",
          .patches = {{.attributes = {position, normal},
                       .vertex_count = kCorners,
                       .indices = indices,
                       .type = noodles::PrimitiveType::kTriangles,
                       .material = material}}})
      .value();
}

}  // namespace demo
