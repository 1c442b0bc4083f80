// Lights: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_LIGHTS_H_
#define NOODLES_PROTOCOL_LIGHTS_H_

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "noodles/protocol/common_types.h"
#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

// A range below 0 is infinite, in every kind of light.
struct PointLight {
  float range = -1.0f;

  bool operator==(const PointLight&) const = default;
};

// Angles in radians.
struct SpotLight {
  float range = -1.0f;
  float inner_cone_angle_rad = 0.0f;
  float outer_cone_angle_rad = 0.7853982f;

  bool operator==(const SpotLight&) const = default;
};

// Shines down the -Z of the entity that carries it.
struct DirectionalLight {
  float range = -1.0f;

  bool operator==(const DirectionalLight&) const = default;
};

struct Light {
  std::optional<std::string> name{};
  RGB color = {1.0f, 1.0f, 1.0f};
  float intensity = 1.0f;
  // Exactly one: point, spot or directional.
  std::variant<PointLight, SpotLight, DirectionalLight> type{};

  bool operator==(const Light&) const = default;
};

struct LightUpdate {
  std::optional<RGB> color{};
  std::optional<float> intensity{};

  bool operator==(const LightUpdate&) const = default;
};

// Message 23.
struct MsgLightCreate {
  LightID id{};
  Light content{};

  bool operator==(const MsgLightCreate&) const = default;
};

// Message 24.
struct MsgLightUpdate {
  LightID id{};
  LightUpdate content{};

  bool operator==(const MsgLightUpdate&) const = default;
};

// Message 25.
struct MsgLightDelete {
  LightID id{};

  bool operator==(const MsgLightDelete&) const = default;
};

// Replaces the members of `component` that `update` holds.
void Apply(Light& component, const LightUpdate& update);
// Returns the update that turns `before` into `after`. `not_carried`, if given,
// gets the members that differ and that an update cannot express: name, type,
// and optional members that were removed, unless the protocol can remove them.
LightUpdate Diff(const Light& before, const Light& after,
                 std::vector<std::string_view>* not_carried = nullptr);
// Joins `later` into `update`: the result has the effect of both in turn.
void Merge(LightUpdate& update, const LightUpdate& later);
// Removes the members of `update` that are equal to those of `component`;
// color stays if another member does.
void RemoveUnchanged(LightUpdate& update, const Light& component);
// Whether the update holds members that refer to other components.
bool TouchesReferences(const LightUpdate& update);
// Whether the update changes nothing.
bool IsEmpty(const LightUpdate& update);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_LIGHTS_H_
