// Texts and JSON for components, for people and scripts.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_TOOL_COMPONENT_TEXT_H_
#define NOODLES_TOOL_COMPONENT_TEXT_H_

#include <noodles/codec.h>
#include <noodles/state/mirror.h>

#include <string>
#include <vector>

namespace noodles::tool {

// Calls `function.operator()<Component>()` with the component type of a kind.
template <class... Components>
struct ComponentSwitch {
  template <class Function>
  static void Call(noodles::ComponentKind kind, const Function& function) {
    ((noodles::ComponentTraits<Components>::kKind == kind
          ? function.template operator()<Components>()
          : void()),
     ...);
  }
};
template <class Function>
void WithKind(noodles::ComponentKind kind, const Function& function) {
  noodles::AllComponents<ComponentSwitch>::Call(kind, function);
}

// The component with its identifier, as its create message encodes it.
template <class Component>
noodles::Any ToAny(typename noodles::ComponentTraits<Component>::Identifier id,
                   const Component& component) {
  typename noodles::ComponentTraits<Component>::CreateMessage message;
  message.id = id;
  message.content = component;
  return noodles::Decode<noodles::Any>(noodles::Encode(message)).value();
}
// The same for a component of any kind.
noodles::Any ToAny(noodles::ComponentRef ref, const void* component);

// The name of the component, or "".
std::string NameOf(noodles::ComponentRef ref, const void* component);

// A short description of the content: "1.2 MB", "24 vertices, TRIANGLES"; or
// "".
std::string SizeOf(noodles::ComponentRef ref, const void* component);

std::vector<noodles::Reference> ReferencesOf(noodles::ComponentRef ref,
                                             const void* component);

// JSON on one line, shortened to a readable length.
std::string ShortJson(const noodles::Any& value);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_COMPONENT_TEXT_H_
