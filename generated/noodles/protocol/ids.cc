// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/ids.h"

namespace noodles {

std::string_view ToString(ComponentKind kind) {
  switch (kind) {
    case ComponentKind::kMethod:
      return "Method";
    case ComponentKind::kSignal:
      return "Signal";
    case ComponentKind::kEntity:
      return "Entity";
    case ComponentKind::kPlot:
      return "Plot";
    case ComponentKind::kBuffer:
      return "Buffer";
    case ComponentKind::kBufferView:
      return "BufferView";
    case ComponentKind::kMaterial:
      return "Material";
    case ComponentKind::kImage:
      return "Image";
    case ComponentKind::kTexture:
      return "Texture";
    case ComponentKind::kSampler:
      return "Sampler";
    case ComponentKind::kLight:
      return "Light";
    case ComponentKind::kGeometry:
      return "Geometry";
    case ComponentKind::kTable:
      return "Table";
    case ComponentKind::kPhysics:
      return "Physics";
  }
  return "";
}

std::string ToString(const ComponentRef& ref) {
  std::string text(ToString(ref.kind));
  return text.append(" [")
      .append(std::to_string(ref.slot))
      .append(", ")
      .append(std::to_string(ref.gen))
      .append("]");
}

}  // namespace noodles
