#include "tool/components/component_text.h"

#include <noodles/json.h>
#include <noodles/protocol/for_each_component.h>

#include "tool/output/output.h"

namespace noodles::tool {
namespace {

// Maximum number of characters of a value that are printed.
constexpr size_t kMaxShownText = 120;

template <class Component>
std::string SizeText(const Component&) {
  return "";
}

std::string SizeText(const Buffer& buffer) {
  return ReadableBytes(buffer.size);
}

std::string SizeText(const BufferView& view) {
  return ReadableBytes(view.length) + " at " + std::to_string(view.offset);
}

std::string SizeText(const Geometry& geometry) {
  std::string text;
  for (const GeometryPatch& patch : geometry.patches) {
    if (!text.empty()) text += "; ";
    text += std::to_string(patch.vertex_count) + " vertices, ";
    if (patch.indices) {
      text += std::to_string(patch.indices->count) + " indices, ";
    }
    text += ToString(patch.type);
  }
  return text;
}

std::string SizeText(const Physics& physics) {
  if (!physics.stream_flow) return "";
  return std::to_string(physics.stream_flow->header.line_count) + " lines";
}

}  // namespace

Any ToAny(ComponentRef ref, const void* component) {
  Any value;
  WithComponent(ref.kind, [&]<class Component>() {
    value = ToAny<Component>({ref.slot, ref.gen},
                             *static_cast<const Component*>(component));
  });
  return value;
}

std::string NameOf(ComponentRef ref, const void* component) {
  std::string name;
  WithComponent(ref.kind, [&]<class Component>() {
    name = Mirror::NameOf(*static_cast<const Component*>(component));
  });
  return name;
}

std::string SizeOf(ComponentRef ref, const void* component) {
  std::string size;
  WithComponent(ref.kind, [&]<class Component>() {
    size = SizeText(*static_cast<const Component*>(component));
  });
  return size;
}

std::vector<Reference> ReferencesOf(ComponentRef ref, const void* component) {
  std::vector<Reference> references;
  WithComponent(ref.kind, [&]<class Component>() {
    AppendReferences(*static_cast<const Component*>(component), references);
  });
  return references;
}

std::string ShortJson(const Any& value) {
  std::string text = JsonText(value);
  if (text.size() <= kMaxShownText) return text;
  size_t end = kMaxShownText;
  // Does not cut inside a character of UTF-8.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) {
    --end;
  }
  return text.substr(0, end) + "...";
}

}  // namespace noodles::tool
