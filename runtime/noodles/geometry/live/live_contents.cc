#include "noodles/geometry/live/live_contents.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <tuple>
#include <utility>

#include "noodles/geometry/mesh/patch_indices.h"
#include "noodles/geometry/mesh/vertex_columns.h"
#include "noodles/geometry/support/new_bytes.h"

namespace noodles::geometry_internal {
namespace {

auto PlaceOf(const Attribute& attribute) {
  return std::tuple(attribute.semantic, attribute.channel.value_or(0));
}

bool IsBefore(const LiveColumn& a, const LiveColumn& b) {
  return PlaceOf(a.attribute) < PlaceOf(b.attribute);
}

absl::StatusOr<LiveColumn> Pack(VertexColumn column, size_t vertices) {
  NewBytes bytes(column.bytes * vertices);
  absl::Status status = WriteColumn(column, column.bytes, bytes.data());
  if (!status.ok()) return status;
  LiveColumn packed = {.attribute = std::move(column.attribute)};
  packed.attribute.stride = column.bytes;
  if (packed.attribute.semantic == AttributeSemantic::kPosition) {
    SetBounds(packed.attribute, bytes.data(), vertices, column.bytes);
  }
  packed.bytes = std::move(bytes).Take();
  return packed;
}

absl::StatusOr<std::vector<LiveColumn>> PackAll(
    std::vector<VertexColumn> columns, size_t vertices) {
  std::vector<LiveColumn> packed;
  packed.reserve(columns.size());
  for (VertexColumn& column : columns) {
    absl::StatusOr<LiveColumn> done = Pack(std::move(column), vertices);
    if (!done.ok()) return done.status();
    packed.push_back(*std::move(done));
  }
  return packed;
}

void SetIndices(LiveContents& contents, const std::vector<uint32_t>& indices) {
  if (indices.empty()) return;
  const Format format = IndexFormatFor(contents.vertices);
  const size_t used = indices.size() * IndexBytes(format);
  NewBytes bytes((used + 3) / 4 * 4);
  WriteIndices(indices, format, bytes.data());
  std::memset(bytes.data() + used, 0, bytes.size() - used);
  contents.indices = Index{.count = indices.size(), .format = format};
  contents.index_bytes = std::move(bytes).Take();
}

}  // namespace

const LiveColumn* FindColumn(const LiveContents& contents,
                             const Attribute& attribute) {
  const auto found =
      std::find_if(contents.columns.begin(), contents.columns.end(),
                   [&](const LiveColumn& column) {
                     return PlaceOf(column.attribute) == PlaceOf(attribute);
                   });
  return found == contents.columns.end() ? nullptr : &*found;
}

absl::StatusOr<LiveContents> PackContents(const PatchSource& source,
                                          const PatchOptions& options) {
  std::vector<VertexColumn> columns = ColumnsOf(source, options);
  absl::Status status = CheckColumns(source, columns, options);
  if (!status.ok()) return status;
  LiveContents contents = {.type = source.type,
                           .vertices = source.positions.size()};
  const absl::StatusOr<std::vector<uint32_t>> indices =
      TakeIndices(source, options, contents.type);
  if (!indices.ok()) return indices.status();
  absl::StatusOr<std::vector<LiveColumn>> packed =
      PackAll(std::move(columns), contents.vertices);
  if (!packed.ok()) return packed.status();
  contents.columns = *std::move(packed);
  SetIndices(contents, *indices);
  return contents;
}

absl::StatusOr<std::vector<LiveColumn>> PackArrays(
    const PatchSource& source, size_t vertices, const PatchOptions& options) {
  std::vector<VertexColumn> columns = ColumnsOf(source, options);
  std::erase_if(columns, [](const VertexColumn& column) {
    return column.values.empty();
  });
  for (const VertexColumn& column : columns) {
    absl::Status status = CheckColumn(column, vertices);
    if (!status.ok()) return status;
  }
  return PackAll(std::move(columns), vertices);
}

void PutColumns(LiveContents& contents, std::vector<LiveColumn> columns) {
  for (LiveColumn& column : columns) {
    const auto place = std::lower_bound(
        contents.columns.begin(), contents.columns.end(), column, IsBefore);
    if (place == contents.columns.end() || IsBefore(column, *place)) {
      contents.columns.insert(place, std::move(column));
    } else if (place->bytes != column.bytes) {
      *place = std::move(column);
    }
  }
}

void KeepEqual(LiveContents& contents, const LiveContents& former) {
  for (LiveColumn& column : contents.columns) {
    const LiveColumn* other = FindColumn(former, column.attribute);
    if (other != nullptr && other->bytes == column.bytes) column = *other;
  }
  if (contents.index_bytes == former.index_bytes) {
    contents.index_bytes = former.index_bytes;
  }
}

bool HaveSameIndices(const LiveContents& a, const LiveContents& b) {
  if (!a.indices || !b.indices)
    return a.indices.has_value() == b.indices.has_value();
  return a.indices->count == b.indices->count &&
         a.indices->format == b.indices->format &&
         a.index_bytes.data() == b.index_bytes.data();
}

bool AreSame(const LiveContents& a, const LiveContents& b) {
  const auto is_same = [](const LiveColumn& one, const LiveColumn& other) {
    return one.bytes.data() == other.bytes.data();
  };
  return a.type == b.type && a.vertices == b.vertices &&
         std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(),
                    b.columns.end(), is_same) &&
         HaveSameIndices(a, b);
}

}  // namespace noodles::geometry_internal
