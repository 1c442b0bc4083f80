#include "noodles/geometry/add_geometry.h"

#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/geometry/scene/component_names.h"

namespace noodles {
namespace {

using geometry_internal::kBufferSuffix;
using geometry_internal::kGeometrySuffix;
using geometry_internal::kImageSuffix;
using geometry_internal::NameWith;
using geometry_internal::NameWithout;

// Clients need buffers whose sizes are multiples of 4.
Bytes Padded(Bytes bytes) {
  if (bytes.size() % 4 == 0) return bytes;
  std::vector<uint8_t> longer(bytes.begin(), bytes.end());
  longer.resize((longer.size() + 3) / 4 * 4);
  return Bytes::Adopt(std::move(longer));
}

absl::StatusOr<BufferID> CreateBuffer(Document& document, Bytes bytes,
                                      const std::optional<std::string>& name,
                                      BufferDelivery delivery) {
  bytes = Padded(std::move(bytes));
  const uint64_t size = bytes.size();
  return document.Create(
      Buffer{.name = name, .size = size, .source = std::move(bytes)}, delivery);
}

absl::StatusOr<BufferViewID> CreateView(Document& document, BufferID buffer,
                                        BufferViewType type, uint64_t offset,
                                        uint64_t length) {
  return document.Create(BufferView{.source_buffer = buffer,
                                    .type = type,
                                    .offset = offset,
                                    .length = length});
}

// Creates the buffer and the views of a patch and enters them into it.
absl::Status AddViews(Document& document, PackedPatch& packed,
                      const std::optional<std::string>& name,
                      BufferDelivery delivery) {
  const absl::StatusOr<BufferID> buffer =
      CreateBuffer(document, packed.bytes, name, delivery);
  if (!buffer.ok()) return buffer.status();
  const absl::StatusOr<BufferViewID> vertices = CreateView(
      document, *buffer, BufferViewType::kGeometry, 0, packed.vertex_bytes);
  if (!vertices.ok()) return vertices.status();
  for (Attribute& attribute : packed.patch.attributes) {
    attribute.view = *vertices;
  }
  if (!packed.patch.indices) return absl::OkStatus();
  const absl::StatusOr<BufferViewID> indices =
      CreateView(document, *buffer, BufferViewType::kGeometry,
                 packed.vertex_bytes, packed.index_bytes);
  if (!indices.ok()) return indices.status();
  packed.patch.indices->view = *indices;
  return absl::OkStatus();
}

// Packs all patches before the document is locked.
absl::StatusOr<std::vector<PackedPatch>> PackAll(
    std::span<const PatchSource> sources, const GeometryOptions& options) {
  std::vector<PackedPatch> patches;
  for (const PatchSource& source : sources) {
    absl::StatusOr<PackedPatch> patch = PackPatch(source, options.patch);
    if (!patch.ok()) {
      return MakeStatus(patch.status().code(),
                        "patches[" + std::to_string(patches.size()) + "]." +
                            std::string(StatusMessage(patch.status())));
    }
    patches.push_back(*std::move(patch));
  }
  return patches;
}

// Makes the components of packed patches, inside a transaction.
absl::StatusOr<GeometryID> AddPacked(Document& document,
                                     std::vector<PackedPatch>& patches,
                                     std::span<const PatchSource> sources,
                                     const GeometryOptions& options) {
  std::optional<MaterialID> own_material;
  Geometry content = {.name = NameWith(options.name, kGeometrySuffix)};
  const std::optional<std::string> buffer_name =
      NameWith(options.name, kBufferSuffix);
  for (size_t i = 0; i < patches.size(); ++i) {
    PackedPatch& packed = patches[i];
    absl::Status added =
        AddViews(document, packed, buffer_name, options.delivery);
    if (!added.ok()) return added;
    if (!sources[i].material) {
      if (!own_material) {
        const absl::StatusOr<MaterialID> made =
            document.Create(options.material);
        if (!made.ok()) return made.status();
        own_material = *made;
      }
      packed.patch.material = *own_material;
    }
    content.patches.push_back(std::move(packed.patch));
  }
  return document.Create(std::move(content));
}

// The geometry that an entity draws, if it draws one.
std::optional<GeometryID> GeometryOf(const Entity& entity) {
  const auto* render =
      std::get_if<RenderRepresentation>(&entity.representation);
  if (render == nullptr) return std::nullopt;
  return render->mesh;
}

}  // namespace

absl::StatusOr<GeometryID> AddGeometry(Document& document,
                                       std::span<const PatchSource> sources,
                                       const GeometryOptions& options) {
  absl::StatusOr<std::vector<PackedPatch>> patches = PackAll(sources, options);
  if (!patches.ok()) return patches.status();
  absl::StatusOr<GeometryID> geometry = GeometryID{};
  const absl::Status status = document.Transact([&] {
    geometry = AddPacked(document, *patches, sources, options);
    return geometry.status();
  });
  if (!status.ok()) return status;
  return geometry;
}

absl::StatusOr<GeometryID> AddGeometry(
    Document& document, const Mesh& mesh, const GeometryOptions& options,
    const std::optional<MaterialID>& material) {
  PatchSource source = SourceOf(mesh);
  source.material = material;
  return AddGeometry(document, std::span(&source, 1), options);
}

absl::StatusOr<GeometryID> ReplaceMesh(
    Document& document, EntityID entity, const Mesh& mesh,
    const GeometryOptions& options, const std::optional<MaterialID>& material) {
  PatchSource source = SourceOf(mesh);
  const std::span<const PatchSource> sources(&source, 1);
  absl::StatusOr<std::vector<PackedPatch>> patches = PackAll(sources, options);
  if (!patches.ok()) return patches.status();
  absl::StatusOr<GeometryID> geometry = GeometryID{};
  const absl::Status status = document.Transact([&]() -> absl::Status {
    const absl::StatusOr<Entity> drawing = document.Get(entity);
    if (!drawing.ok()) return drawing.status();
    const std::optional<GeometryID> former = GeometryOf(*drawing);
    source.material = material;
    GeometryOptions own = options;
    if (former) {
      const absl::StatusOr<Geometry> replaced = document.Get(*former);
      if (!replaced.ok()) return replaced.status();
      if (!own.name && replaced->name) {
        own.name = NameWithout(*replaced->name, kGeometrySuffix);
      }
      if (!source.material && !replaced->patches.empty()) {
        source.material = replaced->patches.front().material;
      }
    }
    if (source.material) patches->front().patch.material = *source.material;
    geometry = AddPacked(document, *patches, sources, own);
    if (!geometry.ok()) return geometry.status();
    RenderRepresentation shown = {.mesh = *geometry};
    if (former) {
      shown.instances =
          std::get<RenderRepresentation>(drawing->representation).instances;
    }
    EntityUpdate update;
    update.representation = shown;
    absl::Status changed = document.Update(entity, std::move(update));
    if (!changed.ok() || !former || !document.Contains(*former)) return changed;
    changed = document.DeleteUnused(*former);
    // Another entity draws it.
    if (changed.code() == absl::StatusCode::kFailedPrecondition) {
      return absl::OkStatus();
    }
    return changed;
  });
  if (!status.ok()) return status;
  return geometry;
}

absl::StatusOr<BufferViewID> AddBufferView(
    Document& document, Bytes bytes, BufferViewType type,
    const std::optional<std::string>& name, BufferDelivery delivery) {
  if (bytes.empty()) return InvalidArgument("a buffer cannot be empty");
  const uint64_t length = bytes.size();
  absl::StatusOr<BufferViewID> view = BufferViewID{};
  const absl::Status status = document.Transact([&]() -> absl::Status {
    const absl::StatusOr<BufferID> buffer =
        CreateBuffer(document, std::move(bytes), name, delivery);
    if (!buffer.ok()) return buffer.status();
    view = CreateView(document, *buffer, type, 0, length);
    return view.status();
  });
  if (!status.ok()) return status;
  return view;
}

absl::StatusOr<ImageID> AddImage(Document& document, Bytes file,
                                 const std::optional<std::string>& name) {
  absl::StatusOr<ImageID> image = ImageID{};
  const absl::Status status = document.Transact([&]() -> absl::Status {
    const absl::StatusOr<BufferViewID> view =
        AddBufferView(document, std::move(file), BufferViewType::kImage,
                      NameWith(name, kBufferSuffix));
    if (!view.ok()) return view.status();
    image = document.Create(
        Image{.name = NameWith(name, kImageSuffix), .source = *view});
    return image.status();
  });
  if (!status.ok()) return status;
  return image;
}

absl::Status DeleteBufferView(Document& document, BufferViewID id) {
  return document.Transact([&]() -> absl::Status {
    const absl::StatusOr<BufferView> view = document.Get(id);
    if (!view.ok()) return view.status();
    absl::Status status = document.Delete(id);
    if (!status.ok()) return status;
    return document.Delete(view->source_buffer);
  });
}

absl::Status DeleteGeometry(Document& document, GeometryID id) {
  return document.Transact([&]() -> absl::Status {
    const absl::StatusOr<Geometry> geometry = document.Get(id);
    if (!geometry.ok()) return geometry.status();
    std::set<BufferViewID> views;
    for (const GeometryPatch& patch : geometry->patches) {
      for (const Attribute& attribute : patch.attributes) {
        views.insert(attribute.view);
      }
      if (patch.indices) views.insert(patch.indices->view);
    }
    std::set<BufferID> buffers;
    for (const BufferViewID view : views) {
      buffers.insert(document.Get(view)->source_buffer);
    }
    absl::Status status = document.Delete(id);
    for (const BufferViewID view : views) {
      if (status.ok()) status = document.Delete(view);
    }
    for (const BufferID buffer : buffers) {
      if (status.ok()) status = document.Delete(buffer);
    }
    return status;
  });
}

absl::StatusOr<BoundingBox> BoundsOf(const Document& document, GeometryID id) {
  const absl::StatusOr<Geometry> geometry = document.Get(id);
  if (!geometry.ok()) return geometry.status();
  BoxAround box;
  for (const GeometryPatch& patch : geometry->patches) {
    for (const Attribute& attribute : patch.attributes) {
      if (attribute.semantic != AttributeSemantic::kPosition) continue;
      if (attribute.minimum_value.size() != 3 ||
          attribute.maximum_value.size() != 3) {
        return FailedPrecondition("the geometry does not give its bounds");
      }
      box.Add({attribute.minimum_value[0], attribute.minimum_value[1],
               attribute.minimum_value[2]});
      box.Add({attribute.maximum_value[0], attribute.maximum_value[1],
               attribute.maximum_value[2]});
    }
  }
  return box.Get();
}

}  // namespace noodles
