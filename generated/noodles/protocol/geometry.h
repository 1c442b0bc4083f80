// Geometry: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_GEOMETRY_H_
#define NOODLES_PROTOCOL_GEOMETRY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "noodles/protocol/common_types.h"
#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

enum class PrimitiveType : uint8_t {
  kPoints,
  kLines,
  kLineLoop,
  kLineStrip,
  kTriangles,
  kTriangleStrip,
};

// The text that is sent; "" for a number that is no enumerator.
std::string_view ToString(PrimitiveType value);
// Returns false, and leaves `value` unchanged, if no enumerator has this text.
bool FromString(std::string_view text, PrimitiveType& value);

// POSITION, NORMAL and TANGENT are VEC3; TEXTURE is VEC2 or normalized U16VEC2;
// COLOR is VEC4 or normalized U8VEC4.
enum class AttributeSemantic : uint8_t {
  kPosition,
  kNormal,
  kTangent,
  kTexture,
  kColor,
};

// The text that is sent; "" for a number that is no enumerator.
std::string_view ToString(AttributeSemantic value);
// Returns false, and leaves `value` unchanged, if no enumerator has this text.
bool FromString(std::string_view text, AttributeSemantic& value);

struct Attribute {
  BufferViewID view{};
  AttributeSemantic semantic = AttributeSemantic::kPosition;
  std::optional<uint64_t> channel{};
  uint64_t offset = 0;
  // Bytes from one value to the next; 0 is tightly packed.
  uint64_t stride = 0;
  Format format = Format::kU8;
  std::vector<float> minimum_value{};
  std::vector<float> maximum_value{};
  bool normalized = false;

  bool operator==(const Attribute&) const = default;
};

// Only the formats U8, U16 and U32.
struct Index {
  BufferViewID view{};
  uint64_t count = 0;
  uint64_t offset = 0;
  uint64_t stride = 0;
  Format format = Format::kU8;

  bool operator==(const Index&) const = default;
};

struct GeometryPatch {
  std::vector<Attribute> attributes{};
  uint64_t vertex_count = 0;
  // Absent: the vertices are taken in order.
  std::optional<Index> indices{};
  PrimitiveType type = PrimitiveType::kPoints;
  MaterialID material{};

  bool operator==(const GeometryPatch&) const = default;
};

// Immutable.
struct Geometry {
  std::optional<std::string> name{};
  std::vector<GeometryPatch> patches{};

  bool operator==(const Geometry&) const = default;
};

// Message 26.
struct MsgGeometryCreate {
  GeometryID id{};
  Geometry content{};

  bool operator==(const MsgGeometryCreate&) const = default;
};

// Message 27.
struct MsgGeometryDelete {
  GeometryID id{};

  bool operator==(const MsgGeometryDelete&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_GEOMETRY_H_
