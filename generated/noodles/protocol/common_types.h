// Common types: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_COMMON_TYPES_H_
#define NOODLES_PROTOCOL_COMMON_TYPES_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "noodles/cbor/any.h"
#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

using Vec3 = std::array<float, 3>;

using Vec4 = std::array<float, 4>;

// Matrices are column-major.
using Mat3 = std::array<float, 9>;

using Mat4 = std::array<float, 16>;

// Linear colour, each channel in 0..1.
using RGB = std::array<float, 3>;

using RGBA = std::array<float, 4>;

// An axis-aligned box.
struct BoundingBox {
  Vec3 min{};
  Vec3 max{};

  bool operator==(const BoundingBox&) const = default;
};

// What a method or a signal acts on; where it is absent, the document.
struct InvokeIDType {
  // Exactly one: entity, table or plot.
  std::variant<EntityID, TableID, PlotID> target{};

  bool operator==(const InvokeIDType&) const = default;
};

// One argument of a method or a signal, for people and editors.
struct MethodArg {
  std::string name{};
  std::optional<std::string> doc{};
  // Hints such as "noo::real" or "noo::range(0,1,0.1)", joined by "|".
  std::optional<std::string> editor_hint{};

  bool operator==(const MethodArg&) const = default;
};

// Layout of one value in a buffer, in GLSL notation, little-endian.
enum class Format : uint8_t {
  kU8,
  kU16,
  kU32,
  kU8Vec4,
  kU16Vec2,
  kVec2,
  kVec3,
  kVec4,
  kMat3,
  kMat4,
};

// The text that is sent; "" for a number that is no enumerator.
std::string_view ToString(Format value);
// Returns false, and leaves `value` unchanged, if no enumerator has this text.
bool FromString(std::string_view text, Format& value);

// A URI in parts. A client takes the parts that are absent from the address of
// the server that it is connected to.
struct URIParts {
  std::string scheme{};
  std::optional<std::string> host{};
  std::optional<uint64_t> port{};
  std::optional<std::string> path{};
  std::optional<std::map<std::string, cbor::Any>> query{};
  std::optional<std::string> fragment{};

  bool operator==(const URIParts&) const = default;
};

// A whole URI, or its parts.
using Location = std::variant<std::string, URIParts>;

// A WGS 84 position; degrees, and metres above sea level.
struct GeoAnchor {
  double latitude = 0.0;
  double longitude = 0.0;
  std::optional<double> altitude{};

  bool operator==(const GeoAnchor&) const = default;
};

// The pose of a printed QR code that carries this text.
struct QRAnchor {
  std::string identity{};

  bool operator==(const QRAnchor&) const = default;
};

// A pose in parts: +Y is up, -Z is north. The rotation is a quaternion x, y, z,
// w.
struct WorldCoord {
  std::optional<Vec3> position{};
  std::optional<Vec4> rotation{};
  std::optional<Vec3> scale{};
  // At most one: geo or qr.
  std::variant<std::monostate, GeoAnchor, QRAnchor> anchor{};

  bool operator==(const WorldCoord&) const = default;
};

using Transformation = std::variant<Mat4, WorldCoord>;

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_COMMON_TYPES_H_
