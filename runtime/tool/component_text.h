// Components as people and scripts see them.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TOOL_COMPONENT_TEXT_H_
#define NOODLES_TOOL_COMPONENT_TEXT_H_

#include <noodles/codec.h>
#include <noodles/state/mirror.h>

#include <string>
#include <vector>

namespace noodles::tool {

// The component as it is sent, with its identifier.
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

// Its name, or "".
std::string NameOf(noodles::ComponentRef ref, const void* component);

// What it holds, in a few words: "1.2 MB", "24 vertices, TRIANGLES"; or "".
std::string SizeOf(noodles::ComponentRef ref, const void* component);

std::vector<noodles::Reference> ReferencesOf(noodles::ComponentRef ref,
                                             const void* component);

// JSON for people: what is long is cut.
std::string ShortJson(const noodles::Any& value);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_COMPONENT_TEXT_H_
