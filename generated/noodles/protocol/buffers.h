// Buffers: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_BUFFERS_H_
#define NOODLES_PROTOCOL_BUFFERS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "noodles/base/bytes.h"
#include "noodles/protocol/common_types.h"
#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

// Bytes, in the message or behind a location. Immutable.
struct Buffer {
  std::optional<std::string> name{};
  uint64_t size = 0;
  // Exactly one: inline_bytes or uri_bytes.
  std::variant<Bytes, Location> source{};

  bool operator==(const Buffer&) const = default;
};

// Reading accepts any text: a text that is none of these becomes kUnknown,
// or the one of GEOMETRY, IMAGE that it contains.
enum class BufferViewType : uint8_t {
  kUnknown,
  kGeometry,
  kImage,
};

// The text that is sent; "" for a number that is no enumerator.
std::string_view ToString(BufferViewType value);
// Returns false, and leaves `value` unchanged, if no enumerator has this text.
bool FromString(std::string_view text, BufferViewType& value);

// A range of a buffer, in bytes. Immutable.
struct BufferView {
  std::optional<std::string> name{};
  BufferID source_buffer{};
  BufferViewType type = BufferViewType::kUnknown;
  uint64_t offset = 0;
  uint64_t length = 0;

  bool operator==(const BufferView&) const = default;
};

// Message 10.
struct MsgBufferCreate {
  BufferID id{};
  Buffer content{};

  bool operator==(const MsgBufferCreate&) const = default;
};

// Message 11.
struct MsgBufferDelete {
  BufferID id{};

  bool operator==(const MsgBufferDelete&) const = default;
};

// Message 12.
struct MsgBufferViewCreate {
  BufferViewID id{};
  BufferView content{};

  bool operator==(const MsgBufferViewCreate&) const = default;
};

// Message 13.
struct MsgBufferViewDelete {
  BufferViewID id{};

  bool operator==(const MsgBufferViewDelete&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_BUFFERS_H_
