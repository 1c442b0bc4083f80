#include "noodles/geometry/mesh/vertex_columns.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <string_view>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/vector.h"

namespace noodles::geometry_internal {
namespace {

static_assert(std::endian::native == std::endian::little,
              "buffers are little-endian");

absl::Status At(const std::string& name, size_t index,
                const std::string& what) {
  return InvalidArgument(name + "[" + std::to_string(index) + "]" + what);
}

VertexColumn MakeColumn(std::string name, const ArrayView& values,
                        AttributeSemantic semantic, Format format,
                        size_t bytes) {
  VertexColumn column;
  column.name = std::move(name);
  column.values = values;
  column.attribute.semantic = semantic;
  column.attribute.format = format;
  column.attribute.normalized =
      format == Format::kU8Vec4 || format == Format::kU16Vec2;
  column.bytes = bytes;
  return column;
}

void AddChannels(const std::vector<ArrayView>& channels, std::string_view name,
                 AttributeSemantic semantic, Format format, size_t bytes,
                 std::vector<VertexColumn>& columns) {
  for (size_t i = 0; i < channels.size(); ++i) {
    VertexColumn column =
        MakeColumn(std::string(name) + "[" + std::to_string(i) + "]",
                   channels[i], semantic, format, bytes);
    // Clients that read one channel expect the first.
    column.attribute.channel = i;
    columns.push_back(std::move(column));
  }
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

// Whether no number is NaN or infinite. Without a branch in the loop, so that
// the compiler can check several numbers at once.
bool AreFinite(const float* numbers, size_t count) {
  constexpr uint32_t kExponent = 0x7F800000;
  uint32_t is_bad = 0;
  for (size_t i = 0; i < count; ++i) {
    const auto bits = std::bit_cast<uint32_t>(numbers[i]);
    is_bad |= static_cast<uint32_t>((bits & kExponent) == kExponent);
  }
  return is_bad == 0;
}

// Copies values that are floats in one piece of memory, already in the form of
// the buffer. Copies nothing and returns false for all others, and where a
// number is not finite.
bool TryCopyFloats(const ArrayView& values, size_t numbers, bool is_color,
                   size_t stride, uint8_t* to) {
  const float* from = values.ContiguousFloats();
  if (from == nullptr || is_color || values.scalars() != numbers ||
      !AreFinite(from, numbers * values.size())) {
    return false;
  }
  const size_t bytes = numbers * sizeof(float);
  if (stride == bytes) {
    std::memcpy(to, from, bytes * values.size());
    return true;
  }
  for (size_t i = 0; i < values.size(); ++i) {
    std::memcpy(to + i * stride, from + i * numbers, bytes);
  }
  return true;
}

// Writes `numbers` floats of each value.
absl::Status WriteFloats(const VertexColumn& column, size_t numbers,
                         size_t stride, uint8_t* to) {
  const ArrayView& values = column.values;
  const bool is_color = column.attribute.semantic == AttributeSemantic::kColor;
  if (TryCopyFloats(values, numbers, is_color, stride, to)) {
    return absl::OkStatus();
  }
  const bool is_scaled =
      is_color || column.attribute.semantic == AttributeSemantic::kTexture;
  for (size_t i = 0; i < values.size(); ++i, to += stride) {
    // A fourth number that is missing is an alpha.
    float written[4] = {0.0f, 0.0f, 0.0f, 1.0f};
    for (size_t j = 0; j < values.scalars(); ++j) {
      written[j] = is_scaled ? values.NormalizedAt(i, j) : values.FloatAt(i, j);
      if (!std::isfinite(written[j])) {
        return At(column.name, i, " is not a finite number");
      }
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
absl::Status WriteNormalized(const VertexColumn& column, size_t numbers,
                             size_t stride, uint8_t* to) {
  constexpr Integer kLargest = std::numeric_limits<Integer>::max();
  const ArrayView& values = column.values;
  for (size_t i = 0; i < values.size(); ++i, to += stride) {
    Integer written[4] = {0, 0, 0, kLargest};
    for (size_t j = 0; j < values.scalars(); ++j) {
      const float number = values.NormalizedAt(i, j);
      if (!(number >= 0.0f && number <= 1.0f)) {
        return At(column.name, i, " is not between 0 and 1");
      }
      // Rounds half up, in fewer instructions than std::lround.
      const float scaled = number * static_cast<float>(kLargest);
      written[j] =
          static_cast<Integer>((static_cast<uint32_t>(2 * scaled) + 1) / 2);
    }
    std::memcpy(to, written, numbers * sizeof(Integer));
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<VertexColumn> ColumnsOf(const PatchSource& source,
                                    const PatchOptions& options) {
  using enum AttributeSemantic;
  std::vector<VertexColumn> columns;
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

absl::Status CheckColumn(const VertexColumn& column, size_t vertices) {
  const ArrayView& values = column.values;
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

absl::Status CheckColumns(const PatchSource& source,
                          const std::vector<VertexColumn>& columns,
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
  for (const VertexColumn& column : columns) {
    absl::Status status = CheckColumn(column, vertices);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status WriteColumn(const VertexColumn& column, size_t stride,
                         uint8_t* to) {
  switch (column.attribute.format) {
    case Format::kU8Vec4:
      return WriteNormalized<uint8_t>(column, 4, stride, to);
    case Format::kU16Vec2:
      return WriteNormalized<uint16_t>(column, 2, stride, to);
    default:
      return WriteFloats(column, column.bytes / sizeof(float), stride, to);
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

}  // namespace noodles::geometry_internal
