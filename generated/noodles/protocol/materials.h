// Materials: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_MATERIALS_H_
#define NOODLES_PROTOCOL_MATERIALS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "noodles/protocol/common_types.h"
#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

struct TextureRef {
  TextureID texture{};
  // Absent is the identity.
  std::optional<Mat3> transform{};
  uint64_t texture_coord_slot = 0;

  bool operator==(const TextureRef&) const = default;
};

// Physically based material, after glTF.
struct PBRInfo {
  RGBA base_color = {1.0f, 1.0f, 1.0f, 1.0f};
  // sRGB, alpha not premultiplied.
  std::optional<TextureRef> base_color_texture{};
  float metallic = 1.0f;
  float roughness = 1.0f;
  // Linear; only R and G are read.
  std::optional<TextureRef> metal_rough_texture{};

  bool operator==(const PBRInfo&) const = default;
};

struct Material {
  std::optional<std::string> name{};
  PBRInfo pbr_info{};
  std::optional<TextureRef> normal_texture{};
  // Linear; only R is read.
  std::optional<TextureRef> occlusion_texture{};
  float occlusion_texture_factor = 1.0f;
  // sRGB; alpha is ignored.
  std::optional<TextureRef> emissive_texture{};
  Vec3 emissive_factor = {1.0f, 1.0f, 1.0f};
  bool use_alpha = false;
  float alpha_cutoff = 0.5f;
  bool double_sided = false;

  bool operator==(const Material&) const = default;
};

struct MaterialUpdate {
  std::optional<PBRInfo> pbr_info{};
  std::optional<TextureRef> normal_texture{};
  std::optional<TextureRef> occlusion_texture{};
  std::optional<float> occlusion_texture_factor{};
  std::optional<TextureRef> emissive_texture{};
  std::optional<Vec3> emissive_factor{};
  std::optional<bool> use_alpha{};
  std::optional<float> alpha_cutoff{};
  std::optional<bool> double_sided{};

  bool operator==(const MaterialUpdate&) const = default;
};

// Message 14.
struct MsgMaterialCreate {
  MaterialID id{};
  Material content{};

  bool operator==(const MsgMaterialCreate&) const = default;
};

// Message 15.
struct MsgMaterialUpdate {
  MaterialID id{};
  MaterialUpdate content{};

  bool operator==(const MsgMaterialUpdate&) const = default;
};

// Message 16.
struct MsgMaterialDelete {
  MaterialID id{};

  bool operator==(const MsgMaterialDelete&) const = default;
};

// Replaces the members of `component` that `update` holds.
void Apply(Material& component, const MaterialUpdate& update);
// Returns the update that turns `before` into `after`. `not_carried`, if given,
// gets the members that differ and that an update cannot express: name, and
// optional members that were removed, unless the protocol can remove them.
MaterialUpdate Diff(const Material& before, const Material& after,
                    std::vector<std::string_view>* not_carried = nullptr);
// Joins `later` into `update`: the result has the effect of both in turn.
void Merge(MaterialUpdate& update, const MaterialUpdate& later);
// Removes the members of `update` that are equal to those of `component`;
// pbr_info stays if another member does.
void RemoveUnchanged(MaterialUpdate& update, const Material& component);
// Whether the update holds members that refer to other components.
bool TouchesReferences(const MaterialUpdate& update);
// Whether the update changes nothing.
bool IsEmpty(const MaterialUpdate& update);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_MATERIALS_H_
