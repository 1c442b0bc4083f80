#include "noodles/geometry/patch.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>
#include <string>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/mesh/topology.h"

namespace noodles {
namespace {

static_assert(std::endian::native == std::endian::little,
              "buffers are little-endian");

// Restart marks of strips (the largest number of a type) are never used.
constexpr size_t kMostVerticesOfU16 = 0xFFFF;

absl::Status At(const std::string& name, size_t index,
                const std::string& what) {
  return InvalidArgument(name + "[" + std::to_string(index) + "]" + what);
}

// One attribute of the patch: its source and its format.
struct Column {
  std::string name;
  const ArrayView* values = nullptr;
  Attribute attribute;
  size_t bytes = 0;
};

Column MakeColumn(std::string name, const ArrayView& values,
                  AttributeSemantic semantic, Format format, size_t bytes) {
  Column column;
  column.name = std::move(name);
  column.values = &values;
  column.attribute.semantic = semantic;
  column.attribute.format = format;
  column.attribute.normalized =
      format == Format::kU8Vec4 || format == Format::kU16Vec2;
  column.bytes = bytes;
  return column;
}

void AddChannels(const std::vector<ArrayView>& channels, std::string_view name,
                 AttributeSemantic semantic, Format format, size_t bytes,
                 std::vector<Column>& columns) {
  for (size_t i = 0; i < channels.size(); ++i) {
    Column column =
        MakeColumn(std::string(name) + "[" + std::to_string(i) + "]",
                   channels[i], semantic, format, bytes);
    // Clients that read one channel expect the first.
    column.attribute.channel = i;
    columns.push_back(std::move(column));
  }
}

std::vector<Column> ColumnsOf(const PatchSource& source,
                              const PatchOptions& options) {
  using enum AttributeSemantic;
  std::vector<Column> columns;
  columns.push_back(MakeColumn("positions", source.positions, kPosition,
                               Format::kVec3, sizeof(Vec3)));
  if (!source.normals.empty()) {
    columns.push_back(MakeColumn("normals", source.normals, kNormal,
                                 Format::kVec3, sizeof(Vec3)));
  }
  if (!source.tangents.empty()) {
    columns.push_back(MakeColumn("tangents", source.tangents, kTangent,
                                 Format::kVec3, sizeof(Vec3)));
  }
  const bool has_floats =
      options.texture_coordinate_format == TextureCoordinateFormat::kVec2;
  AddChannels(source.texture_coordinates, "texture_coordinates", kTexture,
              has_floats ? Format::kVec2 : Format::kU16Vec2,
              has_floats ? sizeof(Vec2) : 4, columns);
  const bool has_bytes = options.color_format == ColorFormat::kU8Vec4;
  AddChannels(source.colors, "colors", kColor,
              has_bytes ? Format::kU8Vec4 : Format::kVec4,
              has_bytes ? 4 : sizeof(Vec4), columns);
  return columns;
}

bool HasRightWidth(AttributeSemantic semantic, size_t scalars) {
  switch (semantic) {
    case AttributeSemantic::kTexture:
      return scalars == 2;
    case AttributeSemantic::kColor:
      return scalars == 3 || scalars == 4;
    case AttributeSemantic::kPosition:
    case AttributeSemantic::kNormal:
    case AttributeSemantic::kTangent:
      break;
  }
  return scalars == 3;
}

absl::Status CheckColumn(const Column& column, size_t vertices) {
  const ArrayView& values = *column.values;
  if (values.size() != vertices) {
    return InvalidArgument(column.name + ": " + std::to_string(values.size()) +
                           " values for " + std::to_string(vertices) +
                           " positions");
  }
  if (HasRightWidth(column.attribute.semantic, values.scalars())) {
    return absl::OkStatus();
  }
  return InvalidArgument(column.name + ": " + std::to_string(values.scalars()) +
                         " numbers in each value do not make a " +
                         std::string(ToString(column.attribute.semantic)));
}

// Writes `numbers` floats of each value.
absl::Status WriteFloats(const Column& column, size_t numbers, size_t stride,
                         uint8_t* to) {
  const ArrayView& values = *column.values;
  const bool is_scaled =
      column.attribute.semantic == AttributeSemantic::kColor ||
      column.attribute.semantic == AttributeSemantic::kTexture;
  for (size_t i = 0; i < values.size(); ++i, to += stride) {
    // A fourth number that is missing is an alpha.
    float written[4] = {0.0f, 0.0f, 0.0f, 1.0f};
    for (size_t j = 0; j < values.scalars(); ++j) {
      written[j] = is_scaled ? values.NormalizedAt(i, j) : values.FloatAt(i, j);
      if (!std::isfinite(written[j])) {
        return At(column.name, i, " is not a finite number");
      }
      const bool is_color =
          column.attribute.semantic == AttributeSemantic::kColor;
      if (is_color && (written[j] < 0.0f || written[j] > 1.0f)) {
        return At(column.name, i, " is not between 0 and 1");
      }
    }
    std::memcpy(to, written, numbers * sizeof(float));
  }
  return absl::OkStatus();
}

// Writes `numbers` integers of each value: 1 becomes the largest.
template <class Integer>
absl::Status WriteNormalized(const Column& column, size_t numbers,
                             size_t stride, uint8_t* to) {
  constexpr Integer kLargest = std::numeric_limits<Integer>::max();
  const ArrayView& values = *column.values;
  for (size_t i = 0; i < values.size(); ++i, to += stride) {
    Integer written[4] = {0, 0, 0, kLargest};
    for (size_t j = 0; j < values.scalars(); ++j) {
      const float number = values.NormalizedAt(i, j);
      if (!(number >= 0.0f && number <= 1.0f)) {
        return At(column.name, i, " is not between 0 and 1");
      }
      written[j] = static_cast<Integer>(
          std::lround(number * static_cast<float>(kLargest)));
    }
    std::memcpy(to, written, numbers * sizeof(Integer));
  }
  return absl::OkStatus();
}

absl::Status WriteColumn(const Column& column, size_t stride, uint8_t* to) {
  switch (column.attribute.format) {
    case Format::kU8Vec4:
      return WriteNormalized<uint8_t>(column, 4, stride, to);
    case Format::kU16Vec2:
      return WriteNormalized<uint16_t>(column, 2, stride, to);
    default:
      return WriteFloats(column, column.bytes / sizeof(float), stride, to);
  }
}

// The corners as they will be drawn; empty where the vertices are taken in
// order. Changes the type where the options say so.
absl::StatusOr<std::vector<uint32_t>> TakeIndices(const PatchSource& source,
                                                  const PatchOptions& options,
                                                  PrimitiveType& type) {
  const ArrayView& from = source.indices;
  const size_t vertices = source.positions.size();
  const size_t count = from.size() * from.scalars();
  absl::Status status =
      geometry_internal::CheckCornerCount(type, count == 0 ? vertices : count);
  if (!status.ok()) return status;
  std::vector<uint32_t> indices;
  indices.reserve(count);
  for (size_t i = 0; i < from.size(); ++i) {
    for (size_t j = 0; j < from.scalars(); ++j) {
      const uint64_t index = from.IntegerAt(i, j);
      if (index >= vertices) {
        return At("indices", indices.size(),
                  " is none of the " + std::to_string(vertices) + " vertices");
      }
      indices.push_back(static_cast<uint32_t>(index));
    }
  }
  const bool is_loop = type == PrimitiveType::kLineLoop;
  const bool is_strip = type == PrimitiveType::kTriangleStrip;
  if (!options.replaces_rare_types || !(is_loop || is_strip)) return indices;
  if (indices.empty()) {
    indices.resize(vertices);
    std::iota(indices.begin(), indices.end(), 0u);
  }
  if (is_loop) {
    indices.push_back(indices.front());
    type = PrimitiveType::kLineStrip;
    return indices;
  }
  indices = geometry_internal::TrianglesOfStrip(indices);
  type = PrimitiveType::kTriangles;
  if (!indices.empty()) return indices;
  return InvalidArgument("indices: no triangle of the strip has an area");
}

void WriteIndices(const std::vector<uint32_t>& indices, Format format,
                  uint8_t* to) {
  if (format == Format::kU32) {
    std::memcpy(to, indices.data(), indices.size() * sizeof(uint32_t));
    return;
  }
  for (const uint32_t index : indices) {
    const auto narrow = static_cast<uint16_t>(index);
    std::memcpy(to, &narrow, sizeof narrow);
    to += sizeof narrow;
  }
}

// Computes the bounds from the bytes that are sent.
void SetBounds(Attribute& positions, const uint8_t* vertices, size_t count,
               size_t stride) {
  BoxAround box;
  for (size_t i = 0; i < count; ++i) {
    Vec3 position;
    std::memcpy(&position, vertices + i * stride, sizeof position);
    box.Add(position);
  }
  positions.minimum_value.assign(box.Get().min.begin(), box.Get().min.end());
  positions.maximum_value.assign(box.Get().max.begin(), box.Get().max.end());
}

absl::Status CheckSource(const PatchSource& source,
                         const std::vector<Column>& columns,
                         const PatchOptions& options) {
  const size_t vertices = source.positions.size();
  if (vertices == 0) return InvalidArgument("positions: there are none");
  if (vertices > options.max_vertices || vertices > 0xFFFFFFFF ||
      source.indices.size() * source.indices.scalars() / 6 >
          options.max_vertices) {
    return ResourceExhausted("positions: " + std::to_string(vertices) +
                             " vertices; the limit is " +
                             std::to_string(options.max_vertices));
  }
  for (const Column& column : columns) {
    absl::Status status = CheckColumn(column, vertices);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace

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
  std::vector<Column> columns = ColumnsOf(source, options);
  absl::Status status = CheckSource(source, columns, options);
  if (!status.ok()) return status;
  PackedPatch packed;
  GeometryPatch& patch = packed.patch;
  patch.type = source.type;
  absl::StatusOr<std::vector<uint32_t>> indices =
      TakeIndices(source, options, patch.type);
  if (!indices.ok()) return indices.status();

  const size_t vertices = source.positions.size();
  size_t stride = 0;
  for (Column& column : columns) {
    column.attribute.offset = stride;
    stride += column.bytes;
  }
  const Format index_format =
      vertices <= kMostVerticesOfU16 ? Format::kU16 : Format::kU32;
  packed.vertex_bytes = vertices * stride;
  packed.index_bytes = indices->size() * (index_format == Format::kU16 ? 2 : 4);
  std::vector<uint8_t> bytes((packed.vertex_bytes + packed.index_bytes + 3) /
                             4 * 4);
  for (Column& column : columns) {
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
