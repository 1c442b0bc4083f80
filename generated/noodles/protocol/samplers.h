// Samplers: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_SAMPLERS_H_
#define NOODLES_PROTOCOL_SAMPLERS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

enum class MagFilter : uint8_t {
  kNearest,
  kLinear,
};

// The text that is sent; "" for a number that is no enumerator.
std::string_view ToString(MagFilter value);
// Returns false, and leaves `value` unchanged, if no enumerator has this text.
bool FromString(std::string_view text, MagFilter& value);

enum class MinFilter : uint8_t {
  kNearest,
  kLinear,
  kLinearMipmapLinear,
};

// The text that is sent; "" for a number that is no enumerator.
std::string_view ToString(MinFilter value);
// Returns false, and leaves `value` unchanged, if no enumerator has this text.
bool FromString(std::string_view text, MinFilter& value);

enum class SamplerMode : uint8_t {
  kClampToEdge,
  kMirroredRepeat,
  kRepeat,
};

// The text that is sent; "" for a number that is no enumerator.
std::string_view ToString(SamplerMode value);
// Returns false, and leaves `value` unchanged, if no enumerator has this text.
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
