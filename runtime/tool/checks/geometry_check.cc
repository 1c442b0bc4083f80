#include "tool/checks/geometry_check.h"

#include <noodles/state/components/buffer_layout.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <string>
#include <utility>

namespace noodles::tool {
namespace {

using state_internal::ValueLayout;

constexpr uint64_t kInstanceBytes = state_internal::BytesOf(Format::kMat4);

state_internal::ValueLayout LayoutOf(const Attribute& attribute,
                                     uint64_t vertex_count) {
  return {attribute.offset, attribute.stride, vertex_count,
          state_internal::BytesOf(attribute.format)};
}

// The bytes of a view if its buffer has inline bytes; otherwise empty.
std::span<const uint8_t> InlineBytes(const BufferView& view,
                                     const Mirror& mirror) {
  const auto buffer = mirror.Find(view.source_buffer);
  if (!buffer) return {};
  const auto* const bytes = std::get_if<Bytes>(&buffer->source);
  if (bytes == nullptr || view.offset > bytes->size() ||
      bytes->size() - view.offset < view.length) {
    return {};
  }
  return {bytes->data() + view.offset, static_cast<size_t>(view.length)};
}

template <class Value>
Value Load(std::span<const uint8_t> bytes, uint64_t offset) {
  Value value;
  std::memcpy(&value, bytes.data() + offset, sizeof(value));
  return value;
}

// True if the view covers its whole buffer.
bool IsWholeBuffer(const BufferView& view, const Mirror& mirror) {
  const auto buffer = mirror.Find(view.source_buffer);
  return !buffer || (view.offset == 0 && view.length == buffer->size);
}

class PatchChecker {
 public:
  PatchChecker(const GeometryPatch& patch, std::string path,
               const Mirror& mirror, FindingList& findings)
      : patch_(patch),
        path_(std::move(path)),
        mirror_(mirror),
        findings_(findings) {}

  void Check() {
    if (patch_.type == PrimitiveType::kLineLoop ||
        patch_.type == PrimitiveType::kTriangleStrip) {
      Add(".type",
          "is " + std::string(ToString(patch_.type)) +
              ", not TRIANGLES, LINES, LINE_STRIP or POINTS",
          kSomeRenderers);
    }
    bool has_position = false;
    for (size_t i = 0; i < patch_.attributes.size(); ++i) {
      const Attribute& attribute = patch_.attributes[i];
      const std::string where = ".attributes[" + std::to_string(i) + "]";
      has_position =
          has_position || attribute.semantic == AttributeSemantic::kPosition;
      CheckFormat(attribute, where);
      CheckRange(attribute, where);
      CheckValues(attribute, where);
      CheckBounds(attribute, where);
    }
    if (!has_position) Add(".attributes", "have no POSITION", kStrictClients);
    CheckInterleaving();
    if (patch_.indices) {
      CheckIndices(*patch_.indices);
    } else {
      CheckUnindexed();
    }
  }

 private:
  void Add(const std::string& path, const std::string& what,
           std::string_view breaks) {
    findings_.Add(path_ + path, what, breaks);
  }

  void CheckFormat(const Attribute& attribute, const std::string& where) {
    bool fits = false;
    switch (attribute.semantic) {
      case AttributeSemantic::kPosition:
      case AttributeSemantic::kNormal:
      case AttributeSemantic::kTangent:
        fits = attribute.format == Format::kVec3;
        break;
      case AttributeSemantic::kTexture:
        fits = attribute.format == Format::kVec2 ||
               (attribute.format == Format::kU16Vec2 && attribute.normalized);
        break;
      case AttributeSemantic::kColor:
        fits = attribute.format == Format::kU8Vec4 && attribute.normalized;
        break;
    }
    if (!fits) {
      Add(where + ".format",
          std::string(ToString(attribute.semantic)) + " as " +
              std::string(ToString(attribute.format)) +
              (attribute.normalized ? ", normalized" : ", not normalized"),
          kSomeRenderers);
    }
    if (attribute.stride % 4 != 0) {
      Add(where + ".stride", "is not a multiple of 4", kSomeRenderers);
    }
    if (attribute.semantic == AttributeSemantic::kPosition &&
        (attribute.minimum_value.size() != 3 ||
         attribute.maximum_value.size() != 3)) {
      Add(where, "POSITION without minimum_value and maximum_value",
          kSomeRenderers);
    }
  }

  void CheckRange(const Attribute& attribute, const std::string& where) {
    const auto view = mirror_.Find(attribute.view);
    if (view && !state_internal::IsInside(
                    LayoutOf(attribute, patch_.vertex_count), view->length)) {
      Add(where, "its values lie outside of their view", kStrictClients);
    }
  }

  void CheckInterleaving() {
    uint64_t first = UINT64_MAX;
    for (const Attribute& attribute : patch_.attributes) {
      first = std::min(first, attribute.offset);
      const Attribute& front = patch_.attributes.front();
      if (attribute.view != front.view ||
          (patch_.attributes.size() > 1 &&
           (attribute.stride != front.stride || attribute.stride == 0))) {
        Add(".attributes", "are not interleaved in one view", kSomeRenderers);
        return;
      }
    }
    if (!patch_.attributes.empty() && first != 0) {
      Add(".attributes", "the view does not begin with the first vertex",
          kSomeRenderers);
    }
  }

  // A normalized integer is divided by the greatest value of its type. If no
  // value is above 1, the server probably means 0 and 1 as floats.
  void CheckValues(const Attribute& attribute, const std::string& where) {
    const bool is_color = attribute.format == Format::kU8Vec4;
    const bool is_texture = attribute.format == Format::kU16Vec2;
    const auto view = mirror_.Find(attribute.view);
    if (!view || !attribute.normalized || !(is_color || is_texture)) return;
    const state_internal::ValueLayout layout =
        LayoutOf(attribute, patch_.vertex_count);
    const std::span<const uint8_t> bytes = InlineBytes(*view, mirror_);
    if (bytes.empty() || patch_.vertex_count == 0 ||
        !state_internal::IsInside(layout, bytes.size())) {
      return;
    }
    bool is_any_one = false;
    for (uint64_t i = 0; i < patch_.vertex_count; ++i) {
      const uint64_t at = attribute.offset + i * layout.distance();
      for (uint64_t part = 0; part < (is_color ? 4 : 2); ++part) {
        const uint32_t value =
            is_color ? bytes[at + part] : Load<uint16_t>(bytes, at + 2 * part);
        if (value > 1) return;
        is_any_one = is_any_one || value == 1;
      }
    }
    if (is_any_one) {
      Add(where,
          is_color ? "its normalized colours are all 0 and 1, not 0 to 255"
                   : "its normalized coordinates are all 0 and 1, not 0 to "
                     "65535",
          kSomeRenderers);
    }
  }

  void CheckBounds(const Attribute& attribute, const std::string& where) {
    const auto view = mirror_.Find(attribute.view);
    if (!view || attribute.semantic != AttributeSemantic::kPosition ||
        attribute.format != Format::kVec3) {
      return;
    }
    const state_internal::ValueLayout layout =
        LayoutOf(attribute, patch_.vertex_count);
    const std::span<const uint8_t> bytes = InlineBytes(*view, mirror_);
    if (bytes.empty() || !state_internal::IsInside(layout, bytes.size())) {
      return;
    }
    const bool has_bounds = attribute.minimum_value.size() == 3 &&
                            attribute.maximum_value.size() == 3;
    for (uint64_t i = 0; i < patch_.vertex_count; ++i) {
      for (uint64_t axis = 0; axis < 3; ++axis) {
        const auto value = Load<float>(
            bytes, attribute.offset + i * layout.distance() + 4 * axis);
        if (!std::isfinite(value)) {
          Add(where, "a position is not a finite number", kSomeRenderers);
          return;
        }
        if (has_bounds && (value < attribute.minimum_value[axis] ||
                           value > attribute.maximum_value[axis])) {
          Add(where,
              "a position lies outside of minimum_value and maximum_value",
              kSomeRenderers);
          return;
        }
      }
    }
  }

  void CheckIndices(const Index& indices) {
    const std::string where = ".indices";
    if (indices.format != Format::kU16 && indices.format != Format::kU32) {
      Add(where + ".format", "is neither U16 nor U32", kSomeRenderers);
    }
    if (indices.stride != 0) {
      Add(where + ".stride", "is not 0", kSomeRenderers);
    }
    const auto view = mirror_.Find(indices.view);
    if (!view) return;
    const state_internal::ValueLayout layout = {
        indices.offset, indices.stride, indices.count,
        state_internal::BytesOf(indices.format)};
    if (!state_internal::IsInside(layout, view->length)) {
      Add(where, "lie outside of their view", kStrictClients);
      return;
    }
    // Up to 3 bytes at the end may pad the view to a multiple of 4.
    const uint64_t exact = layout.count * layout.bytes;
    if (indices.offset != 0 || view->length < exact ||
        view->length - exact > 3) {
      Add(where, "need a buffer view that holds exactly the indices",
          kSomeRenderers);
    }
    CheckIndexValues(indices.format, layout, *view);
  }

  void CheckIndexValues(Format format,
                        const state_internal::ValueLayout& layout,
                        const BufferView& view) {
    const std::span<const uint8_t> bytes = InlineBytes(view, mirror_);
    if (bytes.empty()) return;
    for (uint64_t i = 0; i < layout.count; ++i) {
      const uint64_t at = layout.offset + i * layout.distance();
      const uint64_t value =
          format == Format::kU8    ? bytes[at]
          : format == Format::kU16 ? Load<uint16_t>(bytes, at)
          : format == Format::kU32 ? Load<uint32_t>(bytes, at)
                                   : 0;
      if (value >= patch_.vertex_count) {
        Add(".indices",
            "an index is " + std::to_string(value) +
                ", but the number of vertices is " +
                std::to_string(patch_.vertex_count),
            kStrictClients);
        return;
      }
    }
  }

  // Clients read a patch without indices to the end of its buffer.
  void CheckUnindexed() {
    for (const Attribute& attribute : patch_.attributes) {
      const auto view = mirror_.Find(attribute.view);
      if (view && !IsWholeBuffer(*view, mirror_)) {
        Add(".attributes",
            "a patch without indices needs a buffer of exactly its size",
            kRamen);
        return;
      }
    }
  }

  const GeometryPatch& patch_;
  const std::string path_;
  const Mirror& mirror_;
  FindingList& findings_;
};

}  // namespace

void CheckBuffer(const Buffer& buffer, FindingList& findings) {
  if (buffer.size == 0) findings.Add(".size", "is 0", kSomeRenderers);
  if (buffer.size % 4 != 0) {
    findings.Add(".size", "is not padded to 4 bytes", kSomeRenderers);
  }
  const auto* const bytes = std::get_if<Bytes>(&buffer.source);
  if (bytes != nullptr && bytes->size() != buffer.size) {
    findings.Add(".inline_bytes",
                 "are " + std::to_string(bytes->size()) + " bytes, not " +
                     std::to_string(buffer.size),
                 kStrictClients);
  }
}

void CheckBufferView(const BufferView& view, const Mirror& mirror,
                     FindingList& findings) {
  const auto buffer = mirror.Find(view.source_buffer);
  if (buffer && (view.offset > buffer->size ||
                 buffer->size - view.offset < view.length)) {
    findings.Add("", "the view lies outside of its buffer", kStrictClients);
  }
  if (view.length == 0) findings.Add(".length", "is 0", kSomeRenderers);
}

void CheckGeometry(const Geometry& geometry, const Mirror& mirror,
                   FindingList& findings) {
  for (size_t i = 0; i < geometry.patches.size(); ++i) {
    PatchChecker(geometry.patches[i], ".patches[" + std::to_string(i) + "]",
                 mirror, findings)
        .Check();
  }
}

void CheckInstances(const InstanceSource& instances, const Mirror& mirror,
                    FindingList& findings) {
  const std::string path = ".render_rep.instances";
  if (instances.stride != 0 && instances.stride != kInstanceBytes) {
    findings.Add(path + ".stride", "is neither 0 nor 64", kSomeRenderers);
  }
  if (!instances.bb) {
    findings.Add(path + ".bb", "is left out", kSomeRenderers);
  }
  const auto view = mirror.Find(instances.view);
  if (!view) return;
  if (view->length == 0 || view->length % kInstanceBytes != 0) {
    findings.Add(
        path + ".view",
        "its length is not a multiple of 64 bytes, the size of an instance",
        kStrictClients);
  }
  if (!IsWholeBuffer(*view, mirror)) {
    findings.Add(path + ".view",
                 "the instances need a buffer of exactly their size", kRamen);
  }
}

}  // namespace noodles::tool
