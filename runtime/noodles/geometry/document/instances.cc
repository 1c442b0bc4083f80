#include "noodles/geometry/instances.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/add_geometry.h"
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

Vec4 Normalized(const Vec4& rotation) {
  double square = 0.0;
  for (const float part : rotation) square += double{part} * double{part};
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

std::vector<Instance>::iterator PlaceAt(std::vector<Instance>& instances,
                                        size_t index) {
  return instances.begin() + static_cast<std::ptrdiff_t>(index);
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
  std::vector<uint8_t> bytes(kInstanceBytes * instances.size());
  for (size_t i = 0; i < instances.size(); ++i) {
    absl::Status status = CheckInstance(instances[i], i, options.column);
    if (!status.ok()) return status;
    const Mat4 matrix = MatrixOf(instances[i], options.column);
    std::memcpy(bytes.data() + kInstanceBytes * i, matrix.data(),
                kInstanceBytes);
  }
  return Bytes::Adopt(std::move(bytes));
}

BoundingBox BoundsOf(std::span<const Instance> instances,
                     const BoundingBox& mesh) {
  BoxAround box;
  for (const Instance& instance : instances) {
    const Vec4 rotation = Normalized(instance.rotation);
    for (size_t corner = 0; corner < 8; ++corner) {
      Vec3 point;
      for (size_t axis = 0; axis < 3; ++axis) {
        point[axis] = ((corner >> axis) & 1 ? mesh.max : mesh.min)[axis] *
                      instance.scale[axis];
      }
      box.Add(vector::Add(vector::Rotate(rotation, point), instance.position));
    }
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
  const absl::StatusOr<BufferViewID> view =
      AddBufferView(document, *std::move(bytes), BufferViewType::kGeometry,
                    std::nullopt, options.delivery);
  if (!view.ok()) return view.status();
  return RenderRepresentation{
      .mesh = geometry,
      .instances = InstanceSource{.view = *view,
                                  .stride = kInstanceBytes,
                                  .bb = BoundsOf(instances, *mesh)}};
}

absl::StatusOr<std::unique_ptr<InstancedEntity>> InstancedEntity::Create(
    Document& document, GeometryID geometry, std::vector<Instance> instances,
    const InstanceOptions& options, Entity entity) {
  std::unique_ptr<InstancedEntity> created(
      new InstancedEntity(document, geometry, options));
  const absl::Status status = document.Transact([&]() -> absl::Status {
    entity.representation = std::monostate();
    const absl::StatusOr<EntityID> id = document.Create(std::move(entity));
    if (!id.ok()) return id.status();
    created->id_ = *id;
    return created->Show(std::move(instances));
  });
  if (!status.ok()) return status;
  return created;
}

absl::Status InstancedEntity::Show(std::vector<Instance> instances) {
  std::optional<BufferViewID> view;
  EntityUpdate update;
  update.representation = NullRepresentation{};
  if (!instances.empty()) {
    absl::StatusOr<RenderRepresentation> shown =
        AddInstances(document_, geometry_, instances, options_);
    if (!shown.ok()) return shown.status();
    view = shown->instances->view;
    update.representation = *std::move(shown);
  }
  absl::Status status = document_.Update(id_, std::move(update));
  if (status.ok() && view_) status = DeleteBufferView(document_, *view_);
  if (!status.ok()) return status;
  document_.OnRollback([this, view = view_, former = instances_] {
    view_ = view;
    Keep(former);
  });
  view_ = view;
  Keep(std::move(instances));
  return absl::OkStatus();
}

void InstancedEntity::Keep(std::vector<Instance> instances) {
  const std::lock_guard lock(mutex_);
  instances_ = std::move(instances);
}

absl::Status InstancedEntity::Change(const MakeNew& make_new) {
  return document_.Transact([&]() -> absl::Status {
    std::vector<Instance> all = instances_;
    absl::Status status = make_new(all);
    return status.ok() ? Show(std::move(all)) : status;
  });
}

std::vector<Instance> InstancedEntity::instances() const {
  const std::lock_guard lock(mutex_);
  return instances_;
}

absl::Status InstancedEntity::Replace(std::vector<Instance> instances) {
  return document_.Transact([&] { return Show(std::move(instances)); });
}

absl::Status InstancedEntity::Append(std::span<const Instance> instances) {
  return Change([&](std::vector<Instance>& all) {
    all.insert(all.end(), instances.begin(), instances.end());
    return absl::OkStatus();
  });
}

namespace {

// Errors: OutOfRange where there are fewer instances.
absl::Status CheckRange(size_t first, size_t count, size_t size) {
  if (first <= size && count <= size - first) return absl::OkStatus();
  return OutOfRange("there are " + std::to_string(size) + " instances");
}

}  // namespace

absl::Status InstancedEntity::Update(size_t first,
                                     std::span<const Instance> instances) {
  return Change([&](std::vector<Instance>& all) {
    absl::Status status = CheckRange(first, instances.size(), all.size());
    if (status.ok()) {
      std::copy(instances.begin(), instances.end(), PlaceAt(all, first));
    }
    return status;
  });
}

absl::Status InstancedEntity::Remove(size_t first, size_t count) {
  return Change([&](std::vector<Instance>& all) {
    absl::Status status = CheckRange(first, count, all.size());
    if (status.ok()) {
      all.erase(PlaceAt(all, first), PlaceAt(all, first + count));
    }
    return status;
  });
}

}  // namespace noodles
