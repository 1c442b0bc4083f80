// The model parts of a 3MF package as plain data.
//
// Thread-safety: plain values; a parser belongs to a thread. Ownership: a value
// owns what it holds.
#ifndef NOODLES_IMPORT_PROGRAM_THREEMF_THREEMF_MODEL_H_
#define NOODLES_IMPORT_PROGRAM_THREEMF_THREEMF_MODEL_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "noodles/geometry/import.h"
#include "noodles/geometry/readers/point_list.h"

namespace noodles::import_program {

// A property of corners: its group, and its place in the group for each.
struct ThreeMfProperty {
  uint64_t group = 0;
  std::array<uint32_t, 3> places{};
};

struct ThreeMfComponent {
  // The part of the package that has the object.
  std::string path{};
  uint64_t object = 0;
  Mat4 transform = kIdentity;
};

struct ThreeMfObject {
  std::string name{};
  geometry_internal::PointList points{};
  std::vector<std::array<uint32_t, 3>> triangles{};
  // For each triangle; group 0 where it has none.
  std::vector<ThreeMfProperty> properties{};
  std::vector<ThreeMfComponent> components{};
  ThreeMfProperty own{};
};

// One of the groups of properties.
struct ThreeMfGroup {
  enum class Kind { kMaterials, kColors, kCoordinates };
  Kind kind = Kind::kMaterials;
  // Of materials.
  std::vector<std::string> names{};
  // Linear, of materials and colours.
  std::vector<Vec4> colors{};
  std::vector<Vec2> coordinates{};
  // Of coordinates.
  uint64_t texture = 0;
};

struct ThreeMfTexture {
  std::string path{};
  Sampler sampler{};
};

// One model part.
struct ThreeMfModel {
  // Metres.
  float unit = 0.001f;
  std::map<uint64_t, ThreeMfObject> objects{};
  std::map<uint64_t, ThreeMfGroup> groups{};
  std::map<uint64_t, ThreeMfTexture> textures{};
  std::vector<ThreeMfComponent> items{};
  // What is left out.
  std::set<std::string> left_out{};
};

// Parses the part `path` from the pieces of text that `next` gives; `next`
// returns an empty piece at the end. Errors: InvalidArgument "PATH:LINE:COLUMN:
// ..."; ResourceExhausted beyond the limits.
absl::Status ParseThreeMfModel(const std::string& path,
                               const std::function<std::string_view()>& next,
                               const ImportLimits& limits, ThreeMfModel& model);

// The target of the relation whose type ends in "/3dmodel", in the text of
// "_rels/.rels"; empty where there is none.
std::string ThreeMfRoot(std::string_view relations);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_THREEMF_THREEMF_MODEL_H_
