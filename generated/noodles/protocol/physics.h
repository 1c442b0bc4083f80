// Physics: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_PHYSICS_H_
#define NOODLES_PROTOCOL_PHYSICS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

enum class StreamFlowFormat : uint8_t {
  kF32,
};

// The text that is sent; "" for a number that is no enumerator.
std::string_view ToString(StreamFlowFormat value);
// Returns false, and leaves `value` unchanged, if no enumerator has this text.
bool FromString(std::string_view text, StreamFlowFormat& value);

struct TextBounds {
  std::string lower{};
  std::string upper{};

  bool operator==(const TextBounds&) const = default;
};

struct StreamFlowAttribute {
  std::string name{};
  StreamFlowFormat data_type = StreamFlowFormat::kF32;
  // Lower and upper bound, as text.
  std::optional<TextBounds> data_bounds{};

  bool operator==(const StreamFlowAttribute&) const = default;
};

struct StreamFlowHeader {
  uint64_t line_count = 0;
  std::vector<StreamFlowAttribute> attributes{};

  bool operator==(const StreamFlowHeader&) const = default;
};

// Packed flow lines. At the offset: a uint32 count of integers (a multiple of
// 4) and as many uint32 tetrahedron indices; then each line as a uint32 sample
// count, that many VEC3 samples, and each attribute's values in turn.
struct StreamFlow {
  StreamFlowHeader header{};
  BufferViewID data{};
  uint64_t offset = 0;

  bool operator==(const StreamFlow&) const = default;
};

enum class PhysicsType : uint8_t {
  kStreamFlow,
};

// The text that is sent; "" for a number that is no enumerator.
std::string_view ToString(PhysicsType value);
// Returns false, and leaves `value` unchanged, if no enumerator has this text.
bool FromString(std::string_view text, PhysicsType& value);

// Immutable.
struct Physics {
  std::optional<std::string> name{};
  PhysicsType type = PhysicsType::kStreamFlow;
  std::optional<StreamFlow> stream_flow{};

  bool operator==(const Physics&) const = default;
};

// Message 36.
struct MsgPhysicsCreate {
  PhysicsID id{};
  Physics content{};

  bool operator==(const MsgPhysicsCreate&) const = default;
};

// Message 37.
struct MsgPhysicsDelete {
  PhysicsID id{};

  bool operator==(const MsgPhysicsDelete&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_PHYSICS_H_
