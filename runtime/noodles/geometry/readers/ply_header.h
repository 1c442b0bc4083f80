// The header of a PLY file.
//
//   ply
//   format ascii | binary_little_endian | binary_big_endian 1.0
//   comment ... | obj_info ...
//   element NAME COUNT
//   property TYPE NAME | property list TYPE TYPE NAME
//   end_header
//
// Lines end as the first one does; the data begins behind the line end of
// end_header, also where its first byte is one of a line end.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_READERS_PLY_HEADER_H_
#define NOODLES_GEOMETRY_READERS_PLY_HEADER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/geometry/readers/reader_context.h"

namespace noodles::geometry_internal {

enum class PlyType : uint8_t {
  kInt8,
  kUint8,
  kInt16,
  kUint16,
  kInt32,
  kUint32,
  // Not of the format, but some programs write these.
  kInt64,
  kUint64,
  kFloat,
  kDouble
};

size_t SizeOf(PlyType type);

struct PlyProperty {
  std::string name{};
  // Of the length, for a list.
  std::optional<PlyType> count_type{};
  PlyType type = PlyType::kFloat;
};

struct PlyElement {
  std::string name{};
  uint64_t count = 0;
  std::vector<PlyProperty> properties{};

  bool has_lists() const;
  // The bytes of a row without the values of its lists.
  size_t LeastBytes() const;
  // The place of the first property that has one of the names.
  std::optional<size_t> Find(
      std::initializer_list<std::string_view> names) const;
};

enum class PlyFormat : uint8_t { kAscii, kLittleEndian, kBigEndian };

struct PlyHeader {
  PlyFormat format = PlyFormat::kAscii;
  std::vector<PlyElement> elements{};
  // Of the comments "TextureFile NAME", which MeshLab writes.
  std::vector<std::string> textures{};
  // Where the data begins.
  size_t end = 0;
};

// Warns, by their names, of properties of `what` that are left out.
void WarnOfPlyProperties(std::string_view what,
                         const std::vector<std::string>& left_out,
                         std::vector<std::string>& warnings);

// Errors: InvalidArgument with the line and what was expected.
absl::StatusOr<PlyHeader> ReadPlyHeader(const ReaderContext& context,
                                        std::string_view file);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_READERS_PLY_HEADER_H_
