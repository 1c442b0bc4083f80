// The components of one kind, by slot.
//
// Large structures are kept as their encoded creates: most of their members are
// empty, and a snapshot copies the bytes. A small structure, and one with a
// content whose bytes are shared, is kept as it is.
//
// Thread-safety: none of its own; the Document guards it. Ownership: owns the
// components.
#ifndef NOODLES_STATE_COMPONENTS_COMPONENT_TABLE_H_
#define NOODLES_STATE_COMPONENTS_COMPONENT_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "noodles/base/status.h"
#include "noodles/cbor/reader.h"
#include "noodles/protocol/codecs.h"
#include "noodles/protocol/messages.h"
#include "noodles/protocol/traits.h"
#include "noodles/state/components/encoded_component.h"
#include "noodles/state/components/paged_array.h"
#include "noodles/state/components/published_contents.h"

namespace noodles::state_internal {

// Reading a structure of this size costs less than decoding its bytes, and a
// block of memory for the bytes saves little.
inline constexpr size_t kLargestKeptStructure = 200;

template <class Component>
inline constexpr bool kIsKeptEncoded = sizeof(Component) > kLargestKeptStructure
                                       && !kHasContent<Component>;

// Decodes an encoded component. Errors: InvalidArgument with the path of what
// cannot be decoded, such as a value that is nested too deeply.
template <class Component>
absl::Status Decode(
    std::span<const uint8_t> encoded,
    typename ComponentTraits<Component>::CreateMessage& message) {
  // The document's own limits bound these bytes; those of a decoder are for
  // peers.
  constexpr size_t kNoLimit = std::numeric_limits<size_t>::max();
  cbor::Reader reader(encoded,
                      {kNoLimit, kNoLimit, kNoLimit, kNoLimit, kNoLimit});
  if (Read(reader, message)) return absl::OkStatus();
  return InvalidArgument("clients cannot read the component: " +
                         reader.TakeError().ToString());
}

template <class Component>
class ComponentTable {
 public:
  // How a component is kept. The default value takes little memory.
  using Kept = std::conditional_t<kIsKeptEncoded<Component>, EncodedComponent,
                                  Component>;

  ComponentTable() = default;
  ComponentTable(const ComponentTable&) = delete;
  ComponentTable& operator=(const ComponentTable&) = delete;

  void EnsureIndex(size_t slot) { kept_.EnsureIndex(slot); }

  // Calls `use(component)` and returns its result. The component is valid
  // during the call.
  template <class Use>
  decltype(auto) With(uint32_t slot, Use&& use) const {
    if constexpr (kIsKeptEncoded<Component>) {
      typename ComponentTraits<Component>::CreateMessage message;
      Decode<Component>(kept_[slot].bytes(), message).IgnoreError();
      return use(message.content);
    } else {
      return use(static_cast<const Component&>(kept_[slot]));
    }
  }
  // The same with a copy that may be changed.
  template <class Use>
  decltype(auto) WithCopy(uint32_t slot, Use&& use) const {
    if constexpr (kIsKeptEncoded<Component>) {
      return With(slot, std::forward<Use>(use));
    } else {
      Component copy = kept_[slot];
      return use(copy);
    }
  }
  Component Get(uint32_t slot) const {
    if constexpr (kIsKeptEncoded<Component>) {
      return With(slot, [](Component& copy) { return std::move(copy); });
    } else {
      return kept_[slot];
    }
  }
  const Kept& kept(uint32_t slot) const { return kept_[slot]; }
  Kept& kept(uint32_t slot) { return kept_[slot]; }

  // Puts a component into a slot. `encoded` is its create under the identifier
  // [0, 0], where kIsKeptEncoded.
  void Put(uint32_t slot, Component&& component,
           std::span<const uint8_t> encoded) {
    if constexpr (kIsKeptEncoded<Component>) {
      kept_[slot].Assign(encoded);
    } else {
      kept_[slot] = std::move(component);
    }
  }
  void Put(uint32_t slot, const Kept& kept) { kept_[slot] = kept; }
  // Empties a slot.
  Kept Take(uint32_t slot) { return std::exchange(kept_[slot], Kept()); }

  [[gnu::always_inline]] void Prefetch(uint32_t slot) const {
    if constexpr (kIsKeptEncoded<Component>) {
      kept_[slot].Prefetch();
    } else {
      __builtin_prefetch(&kept_[slot]);
    }
  }

 private:
  PagedArray<Kept> kept_;
};

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_COMPONENTS_COMPONENT_TABLE_H_
