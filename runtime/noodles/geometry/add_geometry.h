// Puts meshes into a document.
//
//   absl::StatusOr<GeometryID> box = AddGeometry(document, Box());
//   document.Create(Entity{
//       .representation = RenderRepresentation{.mesh = *box}});
//
// Thread-safety: as the document's. Ownership: the bytes are copied; the
// document owns what is made.
#ifndef NOODLES_GEOMETRY_ADD_GEOMETRY_H_
#define NOODLES_GEOMETRY_ADD_GEOMETRY_H_

#include <optional>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/geometry/mesh.h"
#include "noodles/geometry/patch.h"
#include "noodles/protocol/materials.h"
#include "noodles/state/document.h"

namespace noodles {

struct GeometryOptions {
  // The geometry is called "NAME geometry", its buffers "NAME buffer": clients
  // that look for NAME find the entity that has it.
  std::optional<std::string> name{};
  PatchOptions patch{};
  // The material that is made, once, for all patches that name none.
  Material material = {.pbr_info = {.metallic = 0.0f, .roughness = 0.7f},
                       .emissive_factor = {0, 0, 0}};
  // How clients get the bytes; kInline for a mesh that is replaced many times a
  // second. A LiveMesh (live_mesh.h) chooses, and sends less.
  BufferDelivery delivery = BufferDelivery::kAutomatic;
};

// Makes a geometry with these patches, and for each patch a buffer and its
// views. On an error nothing is made. Errors: those of PackPatch, with the
// number of the patch, and of the document.
absl::StatusOr<GeometryID> AddGeometry(Document& document,
                                       std::span<const PatchSource> patches,
                                       const GeometryOptions& options = {});

// Makes a geometry of one mesh, with `material` or with a new material.
absl::StatusOr<GeometryID> AddGeometry(
    Document& document, const Mesh& mesh, const GeometryOptions& options = {},
    const std::optional<MaterialID>& material = std::nullopt);

// Replaces what the entity draws by one mesh, in one transaction. Makes a
// geometry with `material` or, without it, with the material of the first patch
// of the former geometry; for an entity that draws no geometry, with a new
// material of `options`. Without a name in `options`, the former name stays,
// and so do the instances. The former geometry is deleted, with its views,
// buffers, materials and textures, as far as no other component uses them. On
// an error nothing changes. Errors: NotFound; those of PackPatch and of the
// document.
absl::StatusOr<GeometryID> ReplaceMesh(
    Document& document, EntityID entity, const Mesh& mesh,
    const GeometryOptions& options = {},
    const std::optional<MaterialID>& material = std::nullopt);

// Makes a buffer of the bytes, padded to 4 bytes, and a view of them. Errors:
// InvalidArgument where there are no bytes, and those of the document.
//
// Orzo takes the view of an image for the buffer of the same slot. A program
// that makes the views of its images before all other views serves Orzo too,
// since each view has then the slot of its buffer.
absl::StatusOr<BufferViewID> AddBufferView(
    Document& document, Bytes bytes, BufferViewType type,
    const std::optional<std::string>& name = std::nullopt,
    BufferDelivery delivery = BufferDelivery::kAutomatic);

// Makes such a view of an image file, and the image. The buffer is called "NAME
// buffer", the image "NAME image".
absl::StatusOr<ImageID> AddImage(
    Document& document, Bytes file,
    const std::optional<std::string>& name = std::nullopt);

// Deletes a geometry, its views and its buffers. Each is deleted as soon as
// nothing else refers to it. Materials stay. Errors: NotFound.
absl::Status DeleteGeometry(Document& document, GeometryID id);

// Deletes a view and its buffer, as above. Errors: NotFound.
absl::Status DeleteBufferView(Document& document, BufferViewID id);

// The box around all patches, from the bounds of their attributes. Errors:
// NotFound; FailedPrecondition where a patch has no bounds.
absl::StatusOr<BoundingBox> BoundsOf(const Document& document, GeometryID id);

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_ADD_GEOMETRY_H_
