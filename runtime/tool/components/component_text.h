// Texts and JSON for components, for people and scripts.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_TOOL_COMPONENTS_COMPONENT_TEXT_H_
#define NOODLES_TOOL_COMPONENTS_COMPONENT_TEXT_H_

#include <noodles/codec.h>
#include <noodles/state/mirror.h>

#include <string>
#include <vector>

namespace noodles::tool {

// The component with its identifier, as its create message encodes it.
template <class Component>
Any ToAny(typename ComponentTraits<Component>::Identifier id,
          const Component& component) {
  typename ComponentTraits<Component>::CreateMessage message;
  message.id = id;
  message.content = component;
  return Decode<Any>(Encode(message)).value();
}
// The same for a component of any kind.
Any ToAny(ComponentRef ref, const void* component);

// The name of the component, or "".
std::string NameOf(ComponentRef ref, const void* component);

// A short description of the content: "1.2 MB", "24 vertices, TRIANGLES"; or
// "".
std::string SizeOf(ComponentRef ref, const void* component);

std::vector<Reference> ReferencesOf(ComponentRef ref, const void* component);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_COMPONENTS_COMPONENT_TEXT_H_
