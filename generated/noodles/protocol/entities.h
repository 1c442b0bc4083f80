// Entities: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_ENTITIES_H_
#define NOODLES_PROTOCOL_ENTITIES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "noodles/protocol/common_types.h"
#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

// Text on a plane whose normal is -Z, local +Y up.
struct TextRepresentation {
  std::string txt{};
  std::string font = "Arial";
  float height = 0.25f;
  // Fit the text into this width; -1 sets no bound.
  float width = -1.0f;

  bool operator==(const TextRepresentation&) const = default;
};

// A web page on a plane whose normal is -Z, local +Y up.
struct WebRepresentation {
  std::string source{};
  float height = 0.5f;
  float width = 0.5f;

  bool operator==(const WebRepresentation&) const = default;
};

// Instances, one MAT4 each: the columns are position, texture offset and scale,
// rotation (a quaternion x, y, z, w), and scale.
struct InstanceSource {
  BufferViewID view{};
  // Bytes from one matrix to the next; 0 is tightly packed.
  uint64_t stride = 0;
  std::optional<BoundingBox> bb{};

  bool operator==(const InstanceSource&) const = default;
};

struct RenderRepresentation {
  GeometryID mesh{};
  std::optional<InstanceSource> instances{};

  bool operator==(const RenderRepresentation&) const = default;
};

struct Entity {
  std::optional<std::string> name{};
  std::optional<EntityID> parent{};
  std::optional<Transformation> transform{};
  // At most one: text_rep, web_rep or render_rep.
  std::variant<std::monostate, TextRepresentation, WebRepresentation,
               RenderRepresentation>
      representation{};
  std::vector<LightID> lights{};
  std::vector<TableID> tables{};
  std::vector<PlotID> plots{};
  std::vector<std::string> tags{};
  std::vector<MethodID> methods_list{};
  std::vector<SignalID> signals_list{};
  std::vector<PhysicsID> physics{};
  std::optional<BoundingBox> influence{};
  bool visible = true;

  bool operator==(const Entity&) const = default;
};

// The value of the key `null_rep`, which means nothing: the key's presence
// counts.
struct NullRepresentation {
  bool operator==(const NullRepresentation&) const = default;
};

// Entries that are present replace those of the entity.
struct EntityUpdate {
  std::optional<EntityID> parent{};
  std::optional<Transformation> transform{};
  // null_rep takes the representation away; its value means nothing.
  // At most one: null_rep, text_rep, web_rep or render_rep.
  std::variant<std::monostate, NullRepresentation, TextRepresentation,
               WebRepresentation, RenderRepresentation>
      representation{};
  std::optional<std::vector<LightID>> lights{};
  std::optional<std::vector<TableID>> tables{};
  std::optional<std::vector<PlotID>> plots{};
  std::optional<std::vector<std::string>> tags{};
  std::optional<std::vector<MethodID>> methods_list{};
  std::optional<std::vector<SignalID>> signals_list{};
  std::optional<std::vector<PhysicsID>> physics{};
  std::optional<BoundingBox> influence{};
  std::optional<bool> visible{};

  bool operator==(const EntityUpdate&) const = default;
};

// Message 4.
struct MsgEntityCreate {
  EntityID id{};
  Entity content{};

  bool operator==(const MsgEntityCreate&) const = default;
};

// Message 5.
struct MsgEntityUpdate {
  EntityID id{};
  EntityUpdate content{};

  bool operator==(const MsgEntityUpdate&) const = default;
};

// Message 6.
struct MsgEntityDelete {
  EntityID id{};

  bool operator==(const MsgEntityDelete&) const = default;
};

// Replaces the members of `component` that `update` holds.
void Apply(Entity& component, const EntityUpdate& update);
// Returns the update that turns `before` into `after`. `not_carried`, if given,
// gets the members that differ and that an update cannot express: name, and
// optional members that were removed, unless the protocol can remove them.
EntityUpdate Diff(const Entity& before, const Entity& after,
                  std::vector<std::string_view>* not_carried = nullptr);
// Joins `later` into `update`: the result has the effect of both in turn.
void Merge(EntityUpdate& update, const EntityUpdate& later);
// Removes the members of `update` that are equal to those of `component`.
void RemoveUnchanged(EntityUpdate& update, const Entity& component);
// Whether the update holds members that refer to other components.
bool TouchesReferences(const EntityUpdate& update);
// Whether the update changes nothing.
bool IsEmpty(const EntityUpdate& update);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_ENTITIES_H_
