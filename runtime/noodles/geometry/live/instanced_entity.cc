#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/geometry/add_geometry.h"
#include "noodles/geometry/instances.h"
#include "noodles/geometry/live/delivery_choice.h"

namespace noodles {
namespace {

constexpr size_t kInstanceStride = sizeof(Mat4);

std::vector<Instance>::iterator PlaceAt(std::vector<Instance>& instances,
                                        size_t index) {
  return instances.begin() + static_cast<std::ptrdiff_t>(index);
}

// Errors: OutOfRange where there are fewer instances.
absl::Status CheckRange(size_t first, size_t count, size_t size) {
  if (first <= size && count <= size - first) return absl::OkStatus();
  return OutOfRange("there are " + std::to_string(size) + " instances");
}

}  // namespace

InstancedEntity::InstancedEntity(Document& document, GeometryID geometry,
                                 const InstanceOptions& options)
    : document_(document),
      geometry_(geometry),
      options_(options),
      delivery_(std::make_unique<geometry_internal::DeliveryChoice>(
          options.delivery, document.options().max_frame_bytes)) {
  if (options.max_updates_per_second > 0) {
    throttle_ = std::make_unique<UpdateThrottle>(
        document, options.max_updates_per_second, options.timer);
  }
}

InstancedEntity::~InstancedEntity() = default;

absl::StatusOr<std::unique_ptr<InstancedEntity>> InstancedEntity::Create(
    Document& document, GeometryID geometry, std::vector<Instance> instances,
    const InstanceOptions& options, Entity entity) {
  std::unique_ptr<InstancedEntity> created(
      new InstancedEntity(document, geometry, options));
  absl::StatusOr<Contents> contents = created->Pack(std::move(instances));
  if (!contents.ok()) return contents.status();
  const absl::Status status = document.Transact([&]() -> absl::Status {
    entity.representation = std::monostate();
    const absl::StatusOr<EntityID> id = document.Create(std::move(entity));
    if (!id.ok()) return id.status();
    created->id_ = *id;
    created->Want(*std::move(contents));
    return created->Send();
  });
  if (!status.ok()) return status;
  return created;
}

absl::StatusOr<InstancedEntity::Contents> InstancedEntity::Pack(
    std::vector<Instance> instances) const {
  Contents contents;
  if (!instances.empty()) {
    absl::StatusOr<Bytes> bytes = PackInstances(instances, options_);
    if (!bytes.ok()) return bytes.status();
    const absl::StatusOr<BoundingBox> mesh = BoundsOf(document_, geometry_);
    if (!mesh.ok()) return mesh.status();
    contents.bytes = *std::move(bytes);
    contents.bounds = BoundsOf(instances, *mesh);
  }
  contents.instances =
      std::make_shared<const std::vector<Instance>>(std::move(instances));
  return contents;
}

absl::Status InstancedEntity::Show(Contents contents) {
  std::optional<BufferViewID> view;
  EntityUpdate update;
  update.representation = NullRepresentation{};
  if (!contents.bytes.empty()) {
    const UpdateTimer::TimePoint now = options_.timer == nullptr
                                           ? std::chrono::steady_clock::now()
                                           : options_.timer->Now();
    const absl::StatusOr<BufferViewID> made = AddBufferView(
        document_, contents.bytes, BufferViewType::kGeometry, std::nullopt,
        delivery_->Choose(contents.bytes.size(), now));
    if (!made.ok()) return made.status();
    view = *made;
    update.representation = RenderRepresentation{
        .mesh = geometry_,
        .instances = InstanceSource{
            .view = *view, .stride = kInstanceStride, .bb = contents.bounds}};
  }
  absl::Status status = document_.Update(id_, std::move(update));
  if (status.ok() && view_) status = DeleteBufferView(document_, *view_);
  if (!status.ok()) return status;
  document_.OnRollback([this, view = view_, former = shown_] {
    view_ = view;
    shown_ = former;
  });
  view_ = view;
  shown_ = std::move(contents);
  return absl::OkStatus();
}

absl::Status InstancedEntity::Send() {
  absl::Status status = Show(wanted());
  if (!status.ok()) Want(shown_);
  return status;
}

absl::Status InstancedEntity::Accept(Contents contents) {
  return document_.Transact([&] {
    Contents former = wanted();
    Want(std::move(contents));
    if (throttle_ != nullptr) return throttle_->Run([this] { return Send(); });
    document_.OnRollback([this, former = std::move(former)] { Want(former); });
    return Send();
  });
}

void InstancedEntity::Want(Contents contents) {
  const std::lock_guard lock(mutex_);
  wanted_ = std::move(contents);
}

InstancedEntity::Contents InstancedEntity::wanted() const {
  const std::lock_guard lock(mutex_);
  return wanted_;
}

absl::Status InstancedEntity::Change(const MakeNew& make_new) {
  return document_.Transact([&]() -> absl::Status {
    std::vector<Instance> all = *wanted().instances;
    absl::Status status = make_new(all);
    if (!status.ok()) return status;
    absl::StatusOr<Contents> contents = Pack(std::move(all));
    if (!contents.ok()) return contents.status();
    return Accept(*std::move(contents));
  });
}

std::vector<Instance> InstancedEntity::instances() const {
  return *wanted().instances;
}

absl::Status InstancedEntity::Flush() {
  return throttle_ == nullptr ? absl::OkStatus() : throttle_->Flush();
}

absl::Status InstancedEntity::Replace(std::vector<Instance> instances) {
  absl::StatusOr<Contents> contents = Pack(std::move(instances));
  if (!contents.ok()) return contents.status();
  return Accept(*std::move(contents));
}

absl::Status InstancedEntity::Append(std::span<const Instance> instances) {
  return Change([&](std::vector<Instance>& all) {
    all.insert(all.end(), instances.begin(), instances.end());
    return absl::OkStatus();
  });
}

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
