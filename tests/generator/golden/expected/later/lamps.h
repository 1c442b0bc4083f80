// Lamps: the structures of this part of the specification.
//
// Generated from later.cddl, later.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef LATER_LAMPS_H_
#define LATER_LAMPS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "later/fingerprint.h"
#include "later/ids.h"

namespace later {

// One text more; a reader of earlier.cddl refuses the message.
enum class Shade : uint8_t {
  kClear,
  kMatt,
  kBlack,
};

// The text that is sent; "" for a number that is no enumerator.
std::string_view ToString(Shade value);
// Returns false, and leaves `value` unchanged, if no enumerator has this text.
bool FromString(std::string_view text, Shade& value);

// One text more; a reader of earlier.cddl takes E27 for it.
// Reading accepts any text: a text that is none of these becomes kE27.
enum class Socket : uint8_t {
  kE14,
  kE27,
  kGu10,
};

// The text that is sent; "" for a number that is no enumerator.
std::string_view ToString(Socket value);
// Returns false, and leaves `value` unchanged, if no enumerator has this text.
bool FromString(std::string_view text, Socket& value);

struct Lamp {
  std::string name{};
  // It was `colour`, which is read too.
  std::optional<std::array<float, 3>> color{};
  std::optional<Shade> shade{};
  std::optional<Socket> socket{};
  // The default was 100.
  uint64_t dim = 50;
  // A key that readers of earlier.cddl skip.
  std::optional<uint64_t> watts{};

  bool operator==(const Lamp&) const = default;
};

struct LampUpdate {
  std::optional<uint64_t> dim{};
  std::optional<uint64_t> watts{};

  bool operator==(const LampUpdate&) const = default;
};

// Message 0.
struct MsgLampCreate {
  LampID id{};
  Lamp content{};

  bool operator==(const MsgLampCreate&) const = default;
};

// Message 1.
struct MsgLampUpdate {
  LampID id{};
  LampUpdate content{};

  bool operator==(const MsgLampUpdate&) const = default;
};

// Message 2.
struct MsgLampDelete {
  LampID id{};

  bool operator==(const MsgLampDelete&) const = default;
};

// Replaces the members of `component` that `update` holds.
void Apply(Lamp& component, const LampUpdate& update);
// Returns the update that turns `before` into `after`. `not_carried`, if given,
// gets the members that differ and that an update cannot express: name, color,
// shade, socket, and optional members that were removed, unless the protocol
// can remove them.
LampUpdate Diff(const Lamp& before, const Lamp& after,
                std::vector<std::string_view>* not_carried = nullptr);
// Joins `later` into `update`: the result has the effect of both in turn.
void Merge(LampUpdate& update, const LampUpdate& later);
// Removes the members of `update` that are equal to those of `component`.
void RemoveUnchanged(LampUpdate& update, const Lamp& component);
// Whether the update holds members that refer to other components.
bool TouchesReferences(const LampUpdate& update);
// Whether the update changes nothing.
bool IsEmpty(const LampUpdate& update);

}  // namespace later

#endif  // LATER_LAMPS_H_
