// Textures: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_TEXTURES_H_
#define NOODLES_PROTOCOL_TEXTURES_H_

#include <optional>
#include <string>

#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

// Immutable.
struct Texture {
  std::optional<std::string> name{};
  ImageID image{};
  // Absent is a sampler with all its defaults.
  std::optional<SamplerID> sampler{};

  bool operator==(const Texture&) const = default;
};

// Message 19.
struct MsgTextureCreate {
  TextureID id{};
  Texture content{};

  bool operator==(const MsgTextureCreate&) const = default;
};

// Message 20.
struct MsgTextureDelete {
  TextureID id{};

  bool operator==(const MsgTextureDelete&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_TEXTURES_H_
