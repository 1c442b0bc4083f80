#include "noodles/geometry/readers/ply_vertices.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/readers/point_list.h"
#include "noodles/geometry/support/srgb.h"

namespace noodles::geometry_internal {
namespace {

// The greatest number of a colour's part.
double GreatestOf(PlyType type) {
  switch (type) {
    case PlyType::kInt16:
    case PlyType::kUint16:
      return 65535;
    case PlyType::kFloat:
    case PlyType::kDouble:
      return 1;
    default:
      return 255;
  }
}

// Reads the rows of one element into the members of a mesh.
class VertexReader {
 public:
  VertexReader(const PlyElement& element, PlyVertices& to)
      : element_(element),
        to_(to),
        place_{Use({"x"}), Use({"y"}), Use({"z"})},
        normal_{Use({"nx", "normal_x"}), Use({"ny", "normal_y"}),
                Use({"nz", "normal_z"})},
        u_(Use({"s", "u", "texture_u", "texture_s", "texcoord_u"})),
        v_(Use({"t", "v", "texture_v", "texture_t", "texcoord_v"})),
        color_(element) {
    for (const auto& part : {color_.red, color_.green, color_.blue}) {
      if (part && color_.is_there()) used_.push_back(*part);
    }
    if (color_.is_there() && color_.alpha) used_.push_back(*color_.alpha);
    has_normals_ = normal_[0] && normal_[1] && normal_[2];
    has_coordinates_ = u_ && v_;
  }

  absl::Status Read(PlyRows& rows, std::vector<std::string>& warnings) {
    for (const auto& place : place_) {
      if (!place) {
        return rows.Fault("the element vertex needs the properties x, y and z");
      }
    }
    for (size_t i = 0; i < element_.properties.size(); ++i) {
      if (std::find(used_.begin(), used_.end(), i) == used_.end()) {
        to_.left_out.push_back(element_.properties[i].name);
      }
    }
    is_double_ = rows.is_text() || std::any_of(place_.begin(), place_.end(),
                                               [&](const auto& place) {
                                                 return NeedsDouble(*place);
                                               });
    absl::Status status = rows.is_text() || element_.has_lists()
                              ? ReadRows(rows)
                              : ReadBlock(rows);
    if (!status.ok()) return status;
    if (is_double_) {
      to_.origin = points_.Origin();
      to_.mesh.positions = points_.Relative(to_.origin);
    }
    if (color_.is_there()) MakePlyColorsLinear(to_.mesh.colors[0], warnings);
    return absl::OkStatus();
  }

 private:
  std::optional<size_t> Use(std::initializer_list<std::string_view> names) {
    const std::optional<size_t> place = element_.Find(names);
    if (place) used_.push_back(*place);
    return place;
  }

  // Whether floats cannot hold all numbers of the property.
  bool NeedsDouble(size_t place) const {
    const PlyType type = element_.properties[place].type;
    return SizeOf(type) >= sizeof(float) && type != PlyType::kFloat;
  }

  void Reserve(size_t count) {
    Mesh& mesh = to_.mesh;
    if (is_double_) {
      points_.Reserve(count);
    } else {
      mesh.positions.reserve(count);
    }
    if (has_normals_) mesh.normals.reserve(count);
    if (has_coordinates_)
      mesh.texture_coordinates.emplace_back().reserve(count);
    if (color_.is_there()) mesh.colors.emplace_back().reserve(count);
  }

  absl::Status ReadRows(PlyRows& rows) {
    Reserve(rows.MostRows(element_));
    PlyRow row;
    for (uint64_t i = 0; i < element_.count; ++i) {
      absl::Status status = rows.Next(element_, i, row);
      if (!status.ok()) return status;
      AddRow(row.numbers);
    }
    return absl::OkStatus();
  }

  static float Float(double number) { return static_cast<float>(number); }

  void AddRow(const std::vector<double>& numbers) {
    Mesh& mesh = to_.mesh;
    const PointList::Point point = {numbers[*place_[0]], numbers[*place_[1]],
                                    numbers[*place_[2]]};
    if (is_double_) {
      points_.Add(point);
    } else {
      mesh.positions.push_back(
          {Float(point[0]), Float(point[1]), Float(point[2])});
    }
    if (has_normals_) {
      mesh.normals.push_back({Float(numbers[*normal_[0]]),
                              Float(numbers[*normal_[1]]),
                              Float(numbers[*normal_[2]])});
    }
    if (has_coordinates_) {
      // PLY counts v from the lower edge of the image.
      mesh.texture_coordinates[0].push_back(
          {Float(numbers[*u_]), 1 - Float(numbers[*v_])});
    }
    if (color_.is_there())
      mesh.colors[0].push_back(color_.Of(element_, numbers));
  }

  absl::Status ReadBlock(PlyRows& rows) {
    const absl::StatusOr<const uint8_t*> block = rows.Block(element_);
    if (!block.ok()) return block.status();
    const auto count = static_cast<size_t>(element_.count);
    Reserve(count);
    std::vector<size_t> offsets;
    size_t stride = 0;
    for (const PlyProperty& property : element_.properties) {
      offsets.push_back(stride);
      stride += SizeOf(property.type);
    }
    if (used_.size() == 3 &&
        CopyFloats(*block, stride, offsets, rows.swaps())) {
      return absl::OkStatus();
    }
    std::vector<double> numbers(element_.properties.size());
    for (size_t i = 0; i < count; ++i) {
      const uint8_t* const row = *block + i * stride;
      for (const size_t j : used_) {
        numbers[j] = LoadPlyNumber(row + offsets[j],
                                   element_.properties[j].type, rows.swaps());
      }
      AddRow(numbers);
    }
    return absl::OkStatus();
  }

  // The most frequent layout, at the speed of memory: the positions lie in the
  // file as they lie in a mesh.
  bool CopyFloats(const uint8_t* block, size_t stride,
                  const std::vector<size_t>& offsets, bool swaps) {
    const size_t first = offsets[*place_[0]];
    for (size_t axis = 0; axis < 3; ++axis) {
      if (swaps || element_.properties[*place_[axis]].type != PlyType::kFloat ||
          offsets[*place_[axis]] != first + axis * sizeof(float)) {
        return false;
      }
    }
    std::vector<Vec3>& positions = to_.mesh.positions;
    positions.resize(static_cast<size_t>(element_.count));
    for (size_t i = 0; i < positions.size(); ++i) {
      std::memcpy(&positions[i], block + i * stride + first, sizeof(Vec3));
    }
    return true;
  }

  const PlyElement& element_;
  PlyVertices& to_;
  // The places of the properties that are read.
  std::vector<size_t> used_;
  const std::array<std::optional<size_t>, 3> place_;
  const std::array<std::optional<size_t>, 3> normal_;
  const std::optional<size_t> u_;
  const std::optional<size_t> v_;
  const PlyColor color_;
  bool has_normals_ = false;
  bool has_coordinates_ = false;
  bool is_double_ = false;
  PointList points_;
};

}  // namespace

PlyColor::PlyColor(const PlyElement& element)
    : red(element.Find({"red", "diffuse_red", "r"})),
      green(element.Find({"green", "diffuse_green", "g"})),
      blue(element.Find({"blue", "diffuse_blue", "b"})),
      alpha(element.Find({"alpha", "diffuse_alpha", "a"})) {}

Vec4 PlyColor::Of(const PlyElement& element,
                  const std::vector<double>& numbers) const {
  const auto part = [&](size_t place) {
    return static_cast<float>(numbers[place] /
                              GreatestOf(element.properties[place].type));
  };
  return {part(*red), part(*green), part(*blue), alpha ? part(*alpha) : 1.0f};
}

void MakePlyColorsLinear(std::vector<Vec4>& colors,
                         std::vector<std::string>& warnings) {
  // All numbers of bytes are in the table.
  std::array<float, 256> of_bytes;
  for (size_t i = 0; i < of_bytes.size(); ++i) {
    of_bytes[i] =
        LinearOfSrgb(static_cast<float>(static_cast<double>(i) / 255.0));
  }
  float greatest = 0.0f;
  float greatest_alpha = 0.0f;
  for (const Vec4& color : colors) {
    greatest = std::max({greatest, color[0], color[1], color[2]});
    greatest_alpha = std::max(greatest_alpha, color[3]);
  }
  const float divisor = greatest > 1.5f ? 255.0f : 1.0f;
  for (Vec4& color : colors) {
    for (size_t i = 0; i < 3; ++i) {
      const float value = std::clamp(color[i] / divisor, 0.0f, 1.0f);
      const auto nearest = static_cast<uint8_t>(std::lround(value * 255.0f));
      color[i] = value == static_cast<float>(nearest / 255.0)
                     ? of_bytes[nearest]
                     : LinearOfSrgb(value);
    }
    if (greatest_alpha > 1.5f) color[3] /= 255.0f;
  }
  if (greatest_alpha > 0.0f || colors.empty()) return;
  warnings.push_back(
      "the alpha of every colour is 0, so that nothing would be seen: 1 is "
      "taken instead");
  for (Vec4& color : colors) color[3] = 1.0f;
}

absl::Status ReadPlyVertices(const PlyElement& element, PlyRows& rows,
                             PlyVertices& vertices,
                             std::vector<std::string>& warnings) {
  return VertexReader(element, vertices).Read(rows, warnings);
}

}  // namespace noodles::geometry_internal
