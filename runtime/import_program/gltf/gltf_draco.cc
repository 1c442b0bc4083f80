#include "import_program/gltf/gltf_draco.h"

#ifdef NOODLES_HAS_DRACO
#include <draco/compression/decode.h>
#endif

#include <memory>
#include <string>
#include <utility>

#include "noodles/base/status.h"

namespace noodles::import_program {

#ifdef NOODLES_HAS_DRACO

namespace {

constexpr int kMostWidth = 4;

absl::StatusOr<DracoMesh::Attribute> ReadAttribute(const draco::Mesh& mesh,
                                                   uint32_t id) {
  const draco::PointAttribute* const from = mesh.GetAttributeByUniqueId(id);
  if (from == nullptr || from->num_components() < 1 ||
      from->num_components() > kMostWidth) {
    return InvalidArgument("the packed mesh has no attribute " +
                           std::to_string(id));
  }
  DracoMesh::Attribute to = {
      .id = id,
      .width = static_cast<size_t>(from->num_components()),
      .is_normalized = from->normalized()};
  to.numbers.resize(to.width * mesh.num_points());
  for (uint32_t i = 0; i < mesh.num_points(); ++i) {
    const draco::AttributeValueIndex value =
        from->mapped_index(draco::PointIndex(i));
    if (value.value() >= from->size() ||
        !from->ConvertValue<float>(value,
                                   static_cast<int8_t>(from->num_components()),
                                   to.numbers.data() + i * to.width)) {
      return InvalidArgument("attribute " + std::to_string(id) +
                             " of the packed mesh is damaged");
    }
  }
  return to;
}

}  // namespace

bool CanReadDraco() { return true; }

absl::StatusOr<DracoMesh> ReadDraco(std::span<const uint8_t> packed,
                                    std::span<const uint32_t> ids,
                                    size_t max_vertices) {
  draco::DecoderBuffer buffer;
  buffer.Init(reinterpret_cast<const char*>(packed.data()), packed.size());
  auto decoded = draco::Decoder().DecodeMeshFromBuffer(&buffer);
  if (!decoded.ok()) {
    return InvalidArgument("the packed mesh is damaged: " +
                           decoded.status().error_msg_string());
  }
  const std::unique_ptr<draco::Mesh> mesh = std::move(decoded).value();
  DracoMesh result = {.vertices = mesh->num_points()};
  if (result.vertices > max_vertices) {
    return ResourceExhausted("the packed mesh has " +
                             std::to_string(result.vertices) +
                             " vertices, beyond ImportLimits::max_vertices");
  }
  result.indices.reserve(size_t{3} * mesh->num_faces());
  for (uint32_t i = 0; i < mesh->num_faces(); ++i) {
    for (const draco::PointIndex& corner : mesh->face(draco::FaceIndex(i))) {
      if (corner.value() >= result.vertices) {
        return InvalidArgument(
            "the packed mesh is damaged: there is no vertex " +
            std::to_string(corner.value()));
      }
      result.indices.push_back(corner.value());
    }
  }
  for (const uint32_t id : ids) {
    absl::StatusOr<DracoMesh::Attribute> attribute = ReadAttribute(*mesh, id);
    if (!attribute.ok()) return attribute.status();
    result.attributes.push_back(*std::move(attribute));
  }
  return result;
}

#else

bool CanReadDraco() { return false; }

absl::StatusOr<DracoMesh> ReadDraco(std::span<const uint8_t>,
                                    std::span<const uint32_t>, size_t) {
  return Unimplemented("this build cannot unpack meshes (NOODLES_WITH_DRACO)");
}

#endif  // NOODLES_HAS_DRACO

}  // namespace noodles::import_program
