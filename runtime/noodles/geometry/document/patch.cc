#include "noodles/geometry/patch.h"

#include <utility>

#include "noodles/geometry/mesh/patch_indices.h"
#include "noodles/geometry/mesh/vertex_columns.h"

namespace noodles {

using geometry_internal::CheckColumns;
using geometry_internal::ColumnsOf;
using geometry_internal::IndexBytes;
using geometry_internal::IndexFormatFor;
using geometry_internal::SetBounds;
using geometry_internal::TakeIndices;
using geometry_internal::VertexColumn;
using geometry_internal::WriteColumn;
using geometry_internal::WriteIndices;

PatchSource SourceOf(const Mesh& mesh) {
  PatchSource source;
  source.type = mesh.type;
  source.positions = mesh.positions;
  source.normals = mesh.normals;
  source.tangents = mesh.tangents;
  for (const std::vector<Vec2>& channel : mesh.texture_coordinates) {
    source.texture_coordinates.emplace_back(channel);
  }
  for (const std::vector<Vec4>& channel : mesh.colors) {
    source.colors.emplace_back(channel);
  }
  source.indices = mesh.indices;
  return source;
}

absl::StatusOr<PackedPatch> PackPatch(const PatchSource& source,
                                      const PatchOptions& options) {
  std::vector<VertexColumn> columns = ColumnsOf(source, options);
  absl::Status status = CheckColumns(source, columns, options);
  if (!status.ok()) return status;
  PackedPatch packed;
  GeometryPatch& patch = packed.patch;
  patch.type = source.type;
  absl::StatusOr<std::vector<uint32_t>> indices =
      TakeIndices(source, options, patch.type);
  if (!indices.ok()) return indices.status();

  const size_t vertices = source.positions.size();
  size_t stride = 0;
  for (VertexColumn& column : columns) {
    column.attribute.offset = stride;
    stride += column.bytes;
  }
  const Format index_format = IndexFormatFor(vertices);
  packed.vertex_bytes = vertices * stride;
  packed.index_bytes = indices->size() * IndexBytes(index_format);
  std::vector<uint8_t> bytes((packed.vertex_bytes + packed.index_bytes + 3) /
                             4 * 4);
  for (VertexColumn& column : columns) {
    column.attribute.stride = stride;
    status =
        WriteColumn(column, stride, bytes.data() + column.attribute.offset);
    if (!status.ok()) return status;
    patch.attributes.push_back(std::move(column.attribute));
  }
  SetBounds(patch.attributes[0], bytes.data(), vertices, stride);
  WriteIndices(*indices, index_format, bytes.data() + packed.vertex_bytes);
  patch.vertex_count = vertices;
  if (!indices->empty()) {
    patch.indices = Index{.count = indices->size(), .format = index_format};
  }
  if (source.material) patch.material = *source.material;
  packed.bytes = Bytes::Adopt(std::move(bytes));
  return packed;
}

}  // namespace noodles
