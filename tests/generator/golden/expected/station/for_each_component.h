// Calls of a function template for every component, or for the component of a
// kind that is known at run time only.
//
//   ForEachComponent([&]<class Component>() {
//     Show(document.List<Component>());
//   });
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety: that of the function given.
#ifndef STATION_FOR_EACH_COMPONENT_H_
#define STATION_FOR_EACH_COMPONENT_H_

#include "station/traits.h"

namespace station {

// Calls `function.operator()<Component>()` for every component in the order of
// the specification.
template <class Function>
constexpr void ForEachComponent(Function&& function) {
  function.template operator()<Site>();
  function.template operator()<Probe>();
}

// Calls `function.operator()<Component>()` for the component of `kind`. A
// number that is no kind calls nothing.
template <class Function>
constexpr void WithComponent(ComponentKind kind, Function&& function) {
  switch (kind) {
    case ComponentKind::kSite:
      function.template operator()<Site>();
      break;
    case ComponentKind::kProbe:
      function.template operator()<Probe>();
      break;
  }
}

}  // namespace station

#endif  // STATION_FOR_EACH_COMPONENT_H_
