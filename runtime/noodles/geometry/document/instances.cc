#include "noodles/geometry/instances.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/add_geometry.h"
#include "noodles/geometry/support/new_bytes.h"
#include "noodles/geometry/vector.h"

namespace noodles {
namespace {

constexpr size_t kInstanceBytes = sizeof(Mat4);
constexpr Vec4 kWholeTexture = {0, 0, 1, 1};
constexpr Vec4 kWhite = {1, 1, 1, 1};

absl::Status CheckArray(const ArrayView& values, size_t count,
                        std::initializer_list<size_t> widths,
                        const std::string& name) {
  if (values.empty()) return absl::OkStatus();
  if (values.size() != count) {
    return InvalidArgument(name + ": " + std::to_string(values.size()) +
                           " values for " + std::to_string(count) +
                           " positions");
  }
  if (std::find(widths.begin(), widths.end(), values.scalars()) !=
      widths.end()) {
    return absl::OkStatus();
  }
  return InvalidArgument(name + ": " + std::to_string(values.scalars()) +
                         " numbers in each value");
}

absl::Status CheckArrays(const InstanceArrays& arrays) {
  const size_t count = arrays.positions.size();
  absl::Status status = CheckArray(arrays.positions, count, {3}, "positions");
  if (status.ok()) status = CheckArray(arrays.colors, count, {3, 4}, "colors");
  if (status.ok()) {
    status =
        CheckArray(arrays.texture_transforms, count, {4}, "texture_transforms");
  }
  if (status.ok()) {
    status = CheckArray(arrays.rotations, count, {4}, "rotations");
  }
  if (status.ok()) status = CheckArray(arrays.scales, count, {1, 3}, "scales");
  if (!status.ok()) return status;
  if (!arrays.colors.empty() && !arrays.texture_transforms.empty()) {
    return InvalidArgument(
        "texture_transforms: an instance has them or colors, not both");
  }
  return absl::OkStatus();
}

absl::Status Bad(size_t index, std::string_view member, std::string_view what) {
  return InvalidArgument("instances[" + std::to_string(index) + "]." +
                         std::string(member) + " " + std::string(what));
}

template <size_t n>
bool IsFinite(const std::array<float, n>& numbers) {
  return std::all_of(numbers.begin(), numbers.end(),
                     [](float number) { return std::isfinite(number); });
}

constexpr Vec4 kNoRotation = {0, 0, 0, 1};

Vec4 Normalized(const Vec4& rotation) {
  if (rotation == kNoRotation) return rotation;
  double square = 0.0;
  for (const float part : rotation) square += double{part} * double{part};
  // A unit already, as far as floats can tell.
  if (std::abs(square - 1.0) < 5e-7) return rotation;
  const auto factor = static_cast<float>(1.0 / std::sqrt(square));
  return {rotation[0] * factor, rotation[1] * factor, rotation[2] * factor,
          rotation[3] * factor};
}

absl::Status CheckInstance(const Instance& instance, size_t index,
                           InstanceColumn column) {
  if (!IsFinite(instance.position)) {
    return Bad(index, "position", "is not finite");
  }
  if (!IsFinite(instance.rotation)) {
    return Bad(index, "rotation", "is not finite");
  }
  if (instance.rotation == Vec4{}) return Bad(index, "rotation", "is zero");
  if (!IsFinite(instance.scale)) return Bad(index, "scale", "is not finite");
  if (!instance.column) return absl::OkStatus();
  if (!IsFinite(*instance.column)) return Bad(index, "column", "is not finite");
  const auto is_outside = [](float part) { return part < 0 || part > 1; };
  if (column == InstanceColumn::kColor &&
      std::any_of(instance.column->begin(), instance.column->end(),
                  is_outside)) {
    return Bad(index, "column", "is a colour and not between 0 and 1");
  }
  return absl::OkStatus();
}

Mat4 MatrixOf(const Instance& instance, InstanceColumn column) {
  const Vec4 second = instance.column.value_or(
      column == InstanceColumn::kColor ? kWhite : kWholeTexture);
  const Vec4 turn = Normalized(instance.rotation);
  const Vec3& at = instance.position;
  const Vec3& scale = instance.scale;
  return {at[0],     at[1],     at[2],    1,       second[0], second[1],
          second[2], second[3], turn[0],  turn[1], turn[2],   turn[3],
          scale[0],  scale[1],  scale[2], 1};
}

// Makes of two opposite corners of a box those of the box around it when it is
// turned by a unit quaternion: the middle turns, and the half edges reach along
// an axis as far as the magnitudes of the row of the matrix say.
void TurnBox(const Vec4& q, Vec3& low, Vec3& high) {
  const float x = 2 * q[0];
  const float y = 2 * q[1];
  const float z = 2 * q[2];
  const std::array<Vec3, 3> rows = {{
      {1 - y * q[1] - z * q[2], x * q[1] - z * q[3], x * q[2] + y * q[3]},
      {x * q[1] + z * q[3], 1 - x * q[0] - z * q[2], y * q[2] - x * q[3]},
      {x * q[2] - y * q[3], y * q[2] + x * q[3], 1 - x * q[0] - y * q[1]},
  }};
  const Vec3 half = vector::Scale(vector::Subtract(high, low), 0.5f);
  const Vec3 middle = vector::Add(low, half);
  for (size_t axis = 0; axis < 3; ++axis) {
    const Vec3& row = rows[axis];
    const float center = vector::Dot(row, middle);
    const float reach = std::abs(row[0] * half[0]) +
                        std::abs(row[1] * half[1]) + std::abs(row[2] * half[2]);
    low[axis] = center - reach;
    high[axis] = center + reach;
  }
}

}  // namespace

absl::StatusOr<std::vector<Instance>> MakeInstances(
    const InstanceArrays& arrays) {
  absl::Status status = CheckArrays(arrays);
  if (!status.ok()) return status;
  std::vector<Instance> instances(arrays.positions.size());
  for (size_t i = 0; i < instances.size(); ++i) {
    Instance& instance = instances[i];
    for (size_t j = 0; j < 3; ++j) {
      instance.position[j] = arrays.positions.FloatAt(i, j);
      if (arrays.scales.empty()) continue;
      instance.scale[j] =
          arrays.scales.FloatAt(i, arrays.scales.scalars() == 1 ? 0 : j);
    }
    if (!arrays.colors.empty()) {
      instance.column = kWhite;
      for (size_t j = 0; j < arrays.colors.scalars(); ++j) {
        (*instance.column)[j] = arrays.colors.NormalizedAt(i, j);
      }
    }
    if (!arrays.texture_transforms.empty()) instance.column = kWholeTexture;
    for (size_t j = 0; j < 4; ++j) {
      if (!arrays.texture_transforms.empty()) {
        (*instance.column)[j] = arrays.texture_transforms.FloatAt(i, j);
      }
      if (!arrays.rotations.empty()) {
        instance.rotation[j] = arrays.rotations.FloatAt(i, j);
      }
    }
  }
  return instances;
}

absl::StatusOr<Bytes> PackInstances(std::span<const Instance> instances,
                                    const InstanceOptions& options) {
  if (instances.size() > options.max_instances) {
    return ResourceExhausted(std::to_string(instances.size()) +
                             " instances; the limit is " +
                             std::to_string(options.max_instances));
  }
  geometry_internal::NewBytes bytes(kInstanceBytes * instances.size());
  for (size_t i = 0; i < instances.size(); ++i) {
    absl::Status status = CheckInstance(instances[i], i, options.column);
    if (!status.ok()) return status;
    const Mat4 matrix = MatrixOf(instances[i], options.column);
    std::memcpy(bytes.data() + kInstanceBytes * i, matrix.data(),
                kInstanceBytes);
  }
  return std::move(bytes).Take();
}

BoundingBox BoundsOf(std::span<const Instance> instances,
                     const BoundingBox& mesh) {
  BoxAround box;
  for (const Instance& instance : instances) {
    const Vec4 rotation = Normalized(instance.rotation);
    Vec3 low;
    Vec3 high;
    for (size_t axis = 0; axis < 3; ++axis) {
      low[axis] = mesh.min[axis] * instance.scale[axis];
      high[axis] = mesh.max[axis] * instance.scale[axis];
    }
    if (rotation != kNoRotation) TurnBox(rotation, low, high);
    box.Add(vector::Add(low, instance.position));
    box.Add(vector::Add(high, instance.position));
  }
  return box.Get();
}

absl::StatusOr<RenderRepresentation> AddInstances(
    Document& document, GeometryID geometry,
    std::span<const Instance> instances, const InstanceOptions& options) {
  absl::StatusOr<Bytes> bytes = PackInstances(instances, options);
  if (!bytes.ok()) return bytes.status();
  const absl::StatusOr<BoundingBox> mesh = BoundsOf(document, geometry);
  if (!mesh.ok()) return mesh.status();
  const absl::StatusOr<BufferViewID> view = AddBufferView(
      document, *std::move(bytes), BufferViewType::kGeometry, std::nullopt,
      options.delivery.value_or(BufferDelivery::kAutomatic));
  if (!view.ok()) return view.status();
  return RenderRepresentation{
      .mesh = geometry,
      .instances = InstanceSource{.view = *view,
                                  .stride = kInstanceBytes,
                                  .bb = BoundsOf(instances, *mesh)}};
}

}  // namespace noodles
