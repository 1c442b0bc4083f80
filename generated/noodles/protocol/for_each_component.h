// Calls of a function template for every component, or for the component of a
// kind that is known at run time only.
//
//   ForEachComponent([&]<class Component>() {
//     Show(document.List<Component>());
//   });
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the function given.
#ifndef NOODLES_PROTOCOL_FOR_EACH_COMPONENT_H_
#define NOODLES_PROTOCOL_FOR_EACH_COMPONENT_H_

#include "noodles/protocol/traits.h"

namespace noodles {

// Calls `function.operator()<Component>()` for every component in the order of
// the specification.
template <class Function>
constexpr void ForEachComponent(Function&& function) {
  function.template operator()<Method>();
  function.template operator()<Signal>();
  function.template operator()<Entity>();
  function.template operator()<Plot>();
  function.template operator()<Buffer>();
  function.template operator()<BufferView>();
  function.template operator()<Material>();
  function.template operator()<Image>();
  function.template operator()<Texture>();
  function.template operator()<Sampler>();
  function.template operator()<Light>();
  function.template operator()<Geometry>();
  function.template operator()<Table>();
  function.template operator()<Physics>();
}

// Calls `function.operator()<Component>()` for the component of `kind`. A
// number that is no kind calls nothing.
template <class Function>
constexpr void WithComponent(ComponentKind kind, Function&& function) {
  switch (kind) {
    case ComponentKind::kMethod:
      function.template operator()<Method>();
      break;
    case ComponentKind::kSignal:
      function.template operator()<Signal>();
      break;
    case ComponentKind::kEntity:
      function.template operator()<Entity>();
      break;
    case ComponentKind::kPlot:
      function.template operator()<Plot>();
      break;
    case ComponentKind::kBuffer:
      function.template operator()<Buffer>();
      break;
    case ComponentKind::kBufferView:
      function.template operator()<BufferView>();
      break;
    case ComponentKind::kMaterial:
      function.template operator()<Material>();
      break;
    case ComponentKind::kImage:
      function.template operator()<Image>();
      break;
    case ComponentKind::kTexture:
      function.template operator()<Texture>();
      break;
    case ComponentKind::kSampler:
      function.template operator()<Sampler>();
      break;
    case ComponentKind::kLight:
      function.template operator()<Light>();
      break;
    case ComponentKind::kGeometry:
      function.template operator()<Geometry>();
      break;
    case ComponentKind::kTable:
      function.template operator()<Table>();
      break;
    case ComponentKind::kPhysics:
      function.template operator()<Physics>();
      break;
  }
}

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_FOR_EACH_COMPONENT_H_
