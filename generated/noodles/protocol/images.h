// Images: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_IMAGES_H_
#define NOODLES_PROTOCOL_IMAGES_H_

#include <optional>
#include <string>
#include <variant>

#include "noodles/protocol/common_types.h"
#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

// A PNG, JPEG or KTX2 file, in a view or behind a location. Immutable.
struct Image {
  std::optional<std::string> name{};
  // Exactly one: buffer_source or uri_source.
  std::variant<BufferViewID, Location> source{};

  bool operator==(const Image&) const = default;
};

// Message 17.
struct MsgImageCreate {
  ImageID id{};
  Image content{};

  bool operator==(const MsgImageCreate&) const = default;
};

// Message 18.
struct MsgImageDelete {
  ImageID id{};

  bool operator==(const MsgImageDelete&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_IMAGES_H_
