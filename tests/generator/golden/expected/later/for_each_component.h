// Calls of a function template for every component, or for the component of a
// kind that is known at run time only.
//
//   ForEachComponent([&]<class Component>() {
//     Show(document.List<Component>());
//   });
//
// Generated from later.cddl, later.bindings.toml; changes belong there.
//
// Thread-safety: that of the function given.
#ifndef LATER_FOR_EACH_COMPONENT_H_
#define LATER_FOR_EACH_COMPONENT_H_

#include "later/traits.h"

namespace later {

// Calls `function.operator()<Component>()` for every component in the order of
// the specification.
template <class Function>
constexpr void ForEachComponent(Function&& function) {
  function.template operator()<Lamp>();
}

// Calls `function.operator()<Component>()` for the component of `kind`. A
// number that is no kind calls nothing.
template <class Function>
constexpr void WithComponent(ComponentKind kind, Function&& function) {
  switch (kind) {
    case ComponentKind::kLamp:
      function.template operator()<Lamp>();
      break;
  }
}

}  // namespace later

#endif  // LATER_FOR_EACH_COMPONENT_H_
