// Samplers: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: they own what they hold; bytes share
// their owner.
#ifndef NOODLES_PROTOCOL_SAMPLERS_H_
#define NOODLES_PROTOCOL_SAMPLERS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "noodles/protocol/ids.h"

namespace noodles {

enum class MagFilter : uint8_t {
  kNearest,
  kLinear,
};

// The text on the wire; "" for a number that is none of the enumerators.
std::string_view ToString(MagFilter value);
// False where `text` is none of the texts; `value` is unchanged then.
bool FromString(std::string_view text, MagFilter& value);

enum class MinFilter : uint8_t {
  kNearest,
  kLinear,
  kLinearMipmapLinear,
};

// The text on the wire; "" for a number that is none of the enumerators.
std::string_view ToString(MinFilter value);
// False where `text` is none of the texts; `value` is unchanged then.
bool FromString(std::string_view text, MinFilter& value);

enum class SamplerMode : uint8_t {
  kClampToEdge,
  kMirroredRepeat,
  kRepeat,
};

// The text on the wire; "" for a number that is none of the enumerators.
std::string_view ToString(SamplerMode value);
// False where `text` is none of the texts; `value` is unchanged then.
bool FromString(std::string_view text, SamplerMode& value);

// Immutable.
struct Sampler {
  std::optional<std::string> name{};
  MagFilter mag_filter = MagFilter::kLinear;
  MinFilter min_filter = MinFilter::kLinearMipmapLinear;
  SamplerMode wrap_s = SamplerMode::kRepeat;
  SamplerMode wrap_t = SamplerMode::kRepeat;

  bool operator==(const Sampler&) const = default;
};

// Message 21.
struct MsgSamplerCreate {
  SamplerID id{};
  Sampler content{};

  bool operator==(const MsgSamplerCreate&) const = default;
};

// Message 22.
struct MsgSamplerDelete {
  SamplerID id{};

  bool operator==(const MsgSamplerDelete&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_SAMPLERS_H_
