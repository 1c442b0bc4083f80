#include "noodles/geometry/live_mesh.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <utility>
#include <variant>

#include "noodles/base/status.h"
#include "noodles/geometry/live/delivery_choice.h"
#include "noodles/geometry/live/live_contents.h"
#include "noodles/geometry/mesh/patch_indices.h"
#include "noodles/geometry/scene/component_names.h"
#include "noodles/state/update_throttle.h"

namespace noodles {

using geometry_internal::AreSame;
using geometry_internal::DeliveryChoice;
using geometry_internal::FindColumn;
using geometry_internal::HaveSameIndices;
using geometry_internal::IndexBytes;
using geometry_internal::KeepEqual;
using geometry_internal::LiveColumn;
using geometry_internal::LiveContents;
using geometry_internal::NameWith;
using geometry_internal::NameWithout;
using geometry_internal::PackArrays;
using geometry_internal::PackContents;
using geometry_internal::PutColumns;

class LiveMesh::Impl {
 public:
  Impl(Document& document, const LiveMeshOptions& options)
      : document_(document),
        patch_(options.patch),
        geometry_name_(
            NameWith(options.name, geometry_internal::kGeometrySuffix)),
        buffer_name_(NameWith(options.name, geometry_internal::kBufferSuffix)),
        timer_(options.timer == nullptr ? ProcessTimer() : options.timer),
        delivery_(options.delivery, document.options().max_frame_bytes),
        is_throttled_(options.max_updates_per_second > 0 &&
                      std::isfinite(options.max_updates_per_second)),
        throttle_(document, options.max_updates_per_second, timer_) {}

  EntityID id() const { return entity_; }

  // Draws the first mesh by an entity, inside a transaction.
  absl::Status Begin(EntityID entity, LiveContents contents,
                     const Material& material);

  absl::Status Update(const PatchSource& source);
  absl::Status Replace(const PatchSource& source);
  absl::Status Flush() { return throttle_.Flush(); }

 private:
  // Of the first patch.
  std::optional<MaterialID> MaterialOf(GeometryID id) const;
  // Takes over the names of a former mesh, unless the options give one.
  void TakeNames(GeometryID id);
  // Makes the wanted contents of the former ones. Called with `mutex_` locked.
  using MakeNext = std::function<absl::Status(LiveContents& wanted)>;
  absl::Status Change(const MakeNext& make_next);
  // Sends the wanted contents, unless they are shown already; on an error wants
  // those that are shown. Inside a transaction.
  absl::Status Send();
  absl::Status Show(LiveContents contents);
  // Deletes a geometry and what only it uses, unless something draws it.
  absl::Status DeleteFormer(GeometryID id);
  // Leaves nothing behind on an error.
  absl::StatusOr<GeometryID> TryMakeGeometry(LiveContents& contents,
                                             bool keeps_views);
  absl::StatusOr<GeometryID> MakeGeometry(LiveContents& contents,
                                          bool keeps_views);
  // The view that shows the same memory, if it exists, or a new view.
  absl::StatusOr<BufferViewID> ViewOf(const Bytes& bytes, uint64_t length,
                                      const std::optional<BufferViewID>& former,
                                      BufferDelivery delivery);
  std::optional<BufferViewID> FormerView(const LiveColumn& column) const;
  std::optional<BufferViewID> FormerIndexView(
      const LiveContents& contents) const;
  size_t BytesToSend(const LiveContents& contents, bool keeps_views) const;

  Document& document_;
  const PatchOptions patch_;
  std::optional<std::string> geometry_name_;
  std::optional<std::string> buffer_name_;
  const std::shared_ptr<UpdateTimer> timer_;

  // Used with the document locked.
  EntityID entity_;
  MaterialID material_;
  std::optional<GeometryID> geometry_;
  LiveContents shown_;
  DeliveryChoice delivery_;

  // Locked after the document.
  std::mutex mutex_;
  LiveContents wanted_;

  const bool is_throttled_;
  // The last member: its destructor sends what waits.
  UpdateThrottle throttle_;
};

absl::Status LiveMesh::Impl::Begin(EntityID entity, LiveContents contents,
                                   const Material& material) {
  const absl::StatusOr<Entity> drawing = document_.Get(entity);
  if (!drawing.ok()) return drawing.status();
  entity_ = entity;
  const auto* render =
      std::get_if<RenderRepresentation>(&drawing->representation);
  std::optional<MaterialID> former_material;
  if (render != nullptr) {
    former_material = MaterialOf(render->mesh);
    TakeNames(render->mesh);
  }
  if (former_material) {
    material_ = *former_material;
  } else {
    const absl::StatusOr<MaterialID> made = document_.Create(material);
    if (!made.ok()) return made.status();
    material_ = *made;
  }
  wanted_ = contents;
  return Show(std::move(contents));
}

std::optional<MaterialID> LiveMesh::Impl::MaterialOf(GeometryID id) const {
  const absl::StatusOr<Geometry> geometry = document_.Get(id);
  if (!geometry.ok() || geometry->patches.empty()) return std::nullopt;
  return geometry->patches.front().material;
}

void LiveMesh::Impl::TakeNames(GeometryID id) {
  const std::optional<std::string> name = document_.NameOf(id);
  if (geometry_name_ || !name) return;
  geometry_name_ = name;
  buffer_name_ =
      NameWith(NameWithout(*name, geometry_internal::kGeometrySuffix),
               geometry_internal::kBufferSuffix);
}

absl::Status LiveMesh::Impl::Update(const PatchSource& source) {
  size_t vertices = 0;
  {
    const std::lock_guard lock(mutex_);
    vertices = wanted_.vertices;
  }
  absl::StatusOr<std::vector<LiveColumn>> columns =
      PackArrays(source, vertices, patch_);
  if (!columns.ok()) return columns.status();
  return Change([&](LiveContents& wanted) {
    if (wanted.vertices != vertices) {
      return FailedPrecondition("another thread has replaced the mesh of " +
                                std::to_string(vertices) +
                                " vertices by one of " +
                                std::to_string(wanted.vertices));
    }
    PutColumns(wanted, *std::move(columns));
    return absl::OkStatus();
  });
}

absl::Status LiveMesh::Impl::Replace(const PatchSource& source) {
  absl::StatusOr<LiveContents> contents = PackContents(source, patch_);
  if (!contents.ok()) return contents.status();
  return Change([&](LiveContents& wanted) {
    KeepEqual(*contents, wanted);
    wanted = *std::move(contents);
    return absl::OkStatus();
  });
}

absl::Status LiveMesh::Impl::Change(const MakeNext& make_next) {
  if (is_throttled_) {
    {
      const std::lock_guard lock(mutex_);
      absl::Status status = make_next(wanted_);
      if (!status.ok()) return status;
    }
    return throttle_.Run([this] { return Send(); });
  }
  return document_.Transact([&] {
    LiveContents former;
    {
      const std::lock_guard lock(mutex_);
      former = wanted_;
      absl::Status status = make_next(wanted_);
      if (!status.ok()) return status;
    }
    document_.OnRollback([this, former = std::move(former)] {
      const std::lock_guard lock(mutex_);
      wanted_ = former;
    });
    return Send();
  });
}

absl::Status LiveMesh::Impl::Send() {
  LiveContents contents;
  {
    const std::lock_guard lock(mutex_);
    contents = wanted_;
  }
  absl::Status status = Show(std::move(contents));
  if (!status.ok()) {
    const std::lock_guard lock(mutex_);
    wanted_ = shown_;
  }
  return status;
}

absl::Status LiveMesh::Impl::Show(LiveContents contents) {
  const absl::StatusOr<Entity> drawing = document_.Get(entity_);
  if (!drawing.ok()) return drawing.status();
  const auto* render =
      std::get_if<RenderRepresentation>(&drawing->representation);
  // The program may have let the entity draw something else meanwhile.
  const bool is_shown =
      render != nullptr && geometry_ && render->mesh == *geometry_;
  if (is_shown && AreSame(contents, shown_)) return absl::OkStatus();
  const MaterialID former_material = material_;
  if (!is_shown && render != nullptr) {
    material_ = MaterialOf(render->mesh).value_or(material_);
  }
  absl::StatusOr<GeometryID> made = TryMakeGeometry(contents, is_shown);
  if (is_shown && absl::IsInvalidArgument(made.status())) {
    // The program has deleted the views, which stay only with the former mesh.
    made = TryMakeGeometry(contents, false);
  }
  if (!made.ok()) return made.status();
  RenderRepresentation shown = {.mesh = *made};
  if (render != nullptr) shown.instances = render->instances;
  EntityUpdate update;
  update.representation = shown;
  absl::Status status = document_.Update(entity_, std::move(update));
  if (status.ok() && render != nullptr) status = DeleteFormer(render->mesh);
  // The one of the last change, if the entity drew something else since.
  if (status.ok() && geometry_) status = DeleteFormer(*geometry_);
  if (!status.ok()) return status;
  document_.OnRollback([this, material = former_material, geometry = geometry_,
                        former = shown_] {
    material_ = material;
    geometry_ = geometry;
    shown_ = former;
  });
  geometry_ = *made;
  shown_ = std::move(contents);
  return absl::OkStatus();
}

absl::Status LiveMesh::Impl::DeleteFormer(GeometryID id) {
  if (!document_.Contains(id)) return absl::OkStatus();
  absl::Status status = document_.DeleteUnused(id);
  // Another entity draws it.
  return absl::IsFailedPrecondition(status) ? absl::OkStatus() : status;
}

absl::StatusOr<GeometryID> LiveMesh::Impl::TryMakeGeometry(
    LiveContents& contents, bool keeps_views) {
  absl::StatusOr<GeometryID> made = GeometryID{};
  const absl::Status status = document_.Transact([&] {
    made = MakeGeometry(contents, keeps_views);
    return made.status();
  });
  if (!status.ok()) return status;
  return made;
}

absl::StatusOr<GeometryID> LiveMesh::Impl::MakeGeometry(LiveContents& contents,
                                                        bool keeps_views) {
  const BufferDelivery delivery =
      delivery_.Choose(BytesToSend(contents, keeps_views), timer_->Now());
  GeometryPatch patch = {.vertex_count = contents.vertices,
                         .type = contents.type,
                         .material = material_};
  patch.attributes.reserve(contents.columns.size());
  for (LiveColumn& column : contents.columns) {
    const absl::StatusOr<BufferViewID> view =
        ViewOf(column.bytes, column.bytes.size(),
               keeps_views ? FormerView(column) : std::nullopt, delivery);
    if (!view.ok()) return view.status();
    column.attribute.view = *view;
    patch.attributes.push_back(column.attribute);
  }
  if (contents.indices) {
    const absl::StatusOr<BufferViewID> view = ViewOf(
        contents.index_bytes,
        contents.indices->count * IndexBytes(contents.indices->format),
        keeps_views ? FormerIndexView(contents) : std::nullopt, delivery);
    if (!view.ok()) return view.status();
    contents.indices->view = *view;
    patch.indices = contents.indices;
  }
  return document_.Create(
      Geometry{.name = geometry_name_, .patches = {std::move(patch)}});
}

absl::StatusOr<BufferViewID> LiveMesh::Impl::ViewOf(
    const Bytes& bytes, uint64_t length,
    const std::optional<BufferViewID>& former, BufferDelivery delivery) {
  if (former && document_.Contains(*former)) return *former;
  const absl::StatusOr<BufferID> buffer = document_.Create(
      Buffer{.name = buffer_name_, .size = bytes.size(), .source = bytes},
      delivery);
  if (!buffer.ok()) return buffer.status();
  return document_.Create(BufferView{.source_buffer = *buffer,
                                     .type = BufferViewType::kGeometry,
                                     .offset = 0,
                                     .length = length});
}

std::optional<BufferViewID> LiveMesh::Impl::FormerView(
    const LiveColumn& column) const {
  const LiveColumn* former = FindColumn(shown_, column.attribute);
  if (former == nullptr || former->bytes.data() != column.bytes.data()) {
    return std::nullopt;
  }
  return former->attribute.view;
}

std::optional<BufferViewID> LiveMesh::Impl::FormerIndexView(
    const LiveContents& contents) const {
  if (!shown_.indices || !HaveSameIndices(shown_, contents))
    return std::nullopt;
  return shown_.indices->view;
}

size_t LiveMesh::Impl::BytesToSend(const LiveContents& contents,
                                   bool keeps_views) const {
  size_t bytes = 0;
  for (const LiveColumn& column : contents.columns) {
    if (!keeps_views || !FormerView(column)) bytes += column.bytes.size();
  }
  if (contents.indices && !(keeps_views && FormerIndexView(contents))) {
    bytes += contents.index_bytes.size();
  }
  return bytes;
}

LiveMesh::LiveMesh(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

LiveMesh::~LiveMesh() = default;

absl::StatusOr<std::unique_ptr<LiveMesh>> LiveMesh::Create(
    Document& document, const Mesh& mesh, const LiveMeshOptions& options,
    Entity entity) {
  absl::StatusOr<LiveContents> contents =
      PackContents(SourceOf(mesh), options.patch);
  if (!contents.ok()) return contents.status();
  auto impl = std::make_unique<Impl>(document, options);
  const absl::Status status = document.Transact([&]() -> absl::Status {
    entity.representation = std::monostate();
    const absl::StatusOr<EntityID> id = document.Create(std::move(entity));
    if (!id.ok()) return id.status();
    return impl->Begin(*id, *std::move(contents), options.material);
  });
  if (!status.ok()) return status;
  return std::unique_ptr<LiveMesh>(new LiveMesh(std::move(impl)));
}

absl::StatusOr<std::unique_ptr<LiveMesh>> LiveMesh::Attach(
    Document& document, EntityID entity, const Mesh& mesh,
    const LiveMeshOptions& options) {
  absl::StatusOr<LiveContents> contents =
      PackContents(SourceOf(mesh), options.patch);
  if (!contents.ok()) return contents.status();
  auto impl = std::make_unique<Impl>(document, options);
  const absl::Status status = document.Transact([&] {
    return impl->Begin(entity, *std::move(contents), options.material);
  });
  if (!status.ok()) return status;
  return std::unique_ptr<LiveMesh>(new LiveMesh(std::move(impl)));
}

EntityID LiveMesh::id() const { return impl_->id(); }

absl::Status LiveMesh::Update(const VertexArrays& arrays) {
  PatchSource source;
  source.positions = arrays.positions;
  source.normals = arrays.normals;
  source.tangents = arrays.tangents;
  source.texture_coordinates = arrays.texture_coordinates;
  source.colors = arrays.colors;
  return impl_->Update(source);
}

absl::Status LiveMesh::Replace(const Mesh& mesh) {
  return impl_->Replace(SourceOf(mesh));
}

absl::Status LiveMesh::Replace(const PatchSource& source) {
  return impl_->Replace(source);
}

absl::Status LiveMesh::Flush() { return impl_->Flush(); }

}  // namespace noodles
