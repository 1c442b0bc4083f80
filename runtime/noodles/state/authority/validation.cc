#include "noodles/state/authority/validation.h"

#include <string>
#include <string_view>
#include <variant>

#include "noodles/base/status.h"
#include "noodles/state/authority/document_state.h"
#include "noodles/state/components/buffer_layout.h"

namespace noodles::state_internal {
namespace {

constexpr uint64_t kInstanceBytes = BytesOf(Format::kMat4);

absl::Status Bad(std::string_view path, std::string_view what) {
  return InvalidArgument(std::string(path) + ": " + std::string(what));
}

bool Fits(AttributeSemantic semantic, Format format) {
  switch (semantic) {
    case AttributeSemantic::kPosition:
    case AttributeSemantic::kNormal:
    case AttributeSemantic::kTangent:
      return format == Format::kVec3;
    case AttributeSemantic::kTexture:
      return format == Format::kVec2 || format == Format::kU16Vec2;
    case AttributeSemantic::kColor:
      return format == Format::kVec4 || format == Format::kU8Vec4;
  }
  return false;
}

// `length`: that of the view in which the values lie.
absl::Status CheckInside(uint64_t length, const ValueLayout& layout,
                         std::string_view path) {
  if (layout.stride != 0 && layout.stride < layout.bytes) {
    return Bad(path, "a stride of " + std::to_string(layout.stride) +
                         " for values of " + std::to_string(layout.bytes) +
                         " bytes");
  }
  if (IsInside(layout, length)) return absl::OkStatus();
  return Bad(path, std::to_string(layout.count) + " values of " +
                       std::to_string(layout.bytes) + " bytes, " +
                       std::to_string(layout.distance()) +
                       " apart from offset " + std::to_string(layout.offset) +
                       ", reach beyond the view's length of " +
                       std::to_string(length));
}

uint64_t LengthOf(const DocumentState& state, BufferViewID id) {
  return state.contents<BufferView>().With(
      id.slot, [](const BufferView& view) { return view.length; });
}

uint64_t SizeOf(const DocumentState& state, BufferID id) {
  return state.contents<Buffer>().With(
      id.slot, [](const Buffer& buffer) { return buffer.size; });
}

absl::Status CheckAttribute(const DocumentState& state,
                            const Attribute& attribute, uint64_t vertex_count,
                            const std::string& path) {
  if (!Fits(attribute.semantic, attribute.format)) {
    return Bad(path + ".format", std::string(ToString(attribute.format)) +
                                     " is no format for " +
                                     std::string(ToString(attribute.semantic)));
  }
  return CheckInside(LengthOf(state, attribute.view),
                     {attribute.offset, attribute.stride, vertex_count,
                      BytesOf(attribute.format)},
                     path);
}

absl::Status CheckIndices(const DocumentState& state, const Index& indices,
                          const std::string& path) {
  if (indices.format != Format::kU8 && indices.format != Format::kU16 &&
      indices.format != Format::kU32) {
    return Bad(path + ".format", std::string(ToString(indices.format)) +
                                     " is no format for indices; U8, U16 and "
                                     "U32 are");
  }
  return CheckInside(
      LengthOf(state, indices.view),
      {indices.offset, indices.stride, indices.count, BytesOf(indices.format)},
      path);
}

}  // namespace

absl::Status Validate(const DocumentState&, const Buffer& buffer) {
  const Bytes* bytes = std::get_if<Bytes>(&buffer.source);
  if (bytes == nullptr || bytes->size() == buffer.size) {
    return absl::OkStatus();
  }
  return Bad("size", std::to_string(buffer.size) + ", but inline_bytes has " +
                         std::to_string(bytes->size()) + " bytes");
}

absl::Status Validate(const DocumentState& state, const BufferView& view) {
  const uint64_t size = SizeOf(state, view.source_buffer);
  if (view.offset <= size && view.length <= size - view.offset) {
    return absl::OkStatus();
  }
  return Bad("length", std::to_string(view.length) + " bytes from offset " +
                           std::to_string(view.offset) +
                           " reach beyond the buffer's size of " +
                           std::to_string(size));
}

absl::Status Validate(const DocumentState& state, const Entity& entity) {
  const auto* render =
      std::get_if<RenderRepresentation>(&entity.representation);
  if (render == nullptr || !render->instances) return absl::OkStatus();
  const InstanceSource& instances = *render->instances;
  if (instances.stride != 0 && instances.stride < kInstanceBytes) {
    return Bad(
        "render_rep.instances.stride",
        std::to_string(instances.stride) + ", but an instance has 64 bytes");
  }
  if (LengthOf(state, instances.view) < kInstanceBytes) {
    return Bad("render_rep.instances.view",
               "the view is too short for one instance of 64 bytes");
  }
  return absl::OkStatus();
}

absl::Status Validate(const DocumentState& state, const Geometry& geometry) {
  if (geometry.patches.empty()) return Bad("patches", "at least one is needed");
  for (size_t i = 0; i < geometry.patches.size(); ++i) {
    const GeometryPatch& patch = geometry.patches[i];
    const std::string path = "patches[" + std::to_string(i) + "]";
    if (patch.attributes.empty()) {
      return Bad(path + ".attributes", "at least one is needed");
    }
    for (size_t j = 0; j < patch.attributes.size(); ++j) {
      absl::Status status =
          CheckAttribute(state, patch.attributes[j], patch.vertex_count,
                         path + ".attributes[" + std::to_string(j) + "]");
      if (!status.ok()) return status;
    }
    if (!patch.indices) continue;
    absl::Status status =
        CheckIndices(state, *patch.indices, path + ".indices");
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Validate(const DocumentState& state, const Physics& physics) {
  if (!physics.stream_flow) return absl::OkStatus();
  const StreamFlow& flow = *physics.stream_flow;
  const uint64_t length = LengthOf(state, flow.data);
  if (flow.offset <= length) return absl::OkStatus();
  return Bad("stream_flow.offset", std::to_string(flow.offset) +
                                       ", but the view has " +
                                       std::to_string(length) + " bytes");
}

}  // namespace noodles::state_internal
