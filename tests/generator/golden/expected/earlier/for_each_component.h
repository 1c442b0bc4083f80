// Calls of a function template for every component, or for the component of a
// kind that is known at run time only.
//
//   ForEachComponent([&]<class Component>() {
//     Show(document.List<Component>());
//   });
//
// Generated from earlier.cddl, earlier.bindings.toml; changes belong there.
//
// Thread-safety: that of the function given.
#ifndef EARLIER_FOR_EACH_COMPONENT_H_
#define EARLIER_FOR_EACH_COMPONENT_H_

#include "earlier/traits.h"

namespace earlier {

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

}  // namespace earlier

#endif  // EARLIER_FOR_EACH_COMPONENT_H_
