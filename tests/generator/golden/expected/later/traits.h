// The facts of the specification that generic code needs: the kinds, names and
// references of components, and the numbers and names of messages.
//
// Generated from later.cddl, later.bindings.toml; changes belong there.
//
// Thread-safety: constants and pure functions.
#ifndef LATER_TRAITS_H_
#define LATER_TRAITS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "later/ids.h"

namespace later {

struct Lamp;
struct LampUpdate;
struct MsgLampCreate;
struct MsgLampUpdate;
struct MsgLampDelete;
struct MsgNote;
struct MsgAlarm;
struct MsgHello;

// The identifier, the update and the messages of a component, and the kinds
// that it can refer to. An immutable component has void in the place of the
// update and its message.
template <class Component>
struct ComponentTraits;

template <>
struct ComponentTraits<Lamp> {
  using Identifier = LampID;
  using Update = LampUpdate;
  using CreateMessage = MsgLampCreate;
  using UpdateMessage = MsgLampUpdate;
  using DeleteMessage = MsgLampDelete;
  static constexpr ComponentKind kKind = ComponentKind::kLamp;
  static constexpr std::array<ComponentKind, 0> kReferredKinds{};
};

// The component of a kind, as ComponentOf<kind>::Type.
template <ComponentKind kind>
struct ComponentOf;

template <>
struct ComponentOf<ComponentKind::kLamp> {
  using Type = Lamp;
};

// A list of all components in the order of the specification, such as
// std::tuple<Lamp, ...>.
template <template <class...> class List>
using AllComponents = List<Lamp>;

// The same components, each behind the components that it can refer to.
template <template <class...> class List>
using AllComponentsInReferenceOrder = List<Lamp>;

inline constexpr std::array<ComponentKind, kComponentKindCount>
    kKindsInReferenceOrder = {
        ComponentKind::kLamp,
};

// A list of the messages that update a component.
template <template <class...> class List>
using AllUpdateMessages = List<MsgLampUpdate>;

// The effect of a message on one component; kOther: the message is not part of
// a component's life.
enum class MessageRole : uint8_t { kCreate, kUpdate, kDelete, kOther };

// The number of a message within its direction, its name and its role.
template <class Message>
struct MessageTraits;

template <>
struct MessageTraits<MsgLampCreate> {
  static constexpr uint32_t kNumber = 0;
  static constexpr std::string_view kName = "MsgLampCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgLampUpdate> {
  static constexpr uint32_t kNumber = 1;
  static constexpr std::string_view kName = "MsgLampUpdate";
  static constexpr MessageRole kRole = MessageRole::kUpdate;
};

template <>
struct MessageTraits<MsgLampDelete> {
  static constexpr uint32_t kNumber = 2;
  static constexpr std::string_view kName = "MsgLampDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgNote> {
  static constexpr uint32_t kNumber = 3;
  static constexpr std::string_view kName = "MsgNote";
  static constexpr MessageRole kRole = MessageRole::kOther;
};

template <>
struct MessageTraits<MsgAlarm> {
  static constexpr uint32_t kNumber = 4;
  static constexpr std::string_view kName = "MsgAlarm";
  static constexpr MessageRole kRole = MessageRole::kOther;
};

template <>
struct MessageTraits<MsgHello> {
  static constexpr uint32_t kNumber = 0;
  static constexpr std::string_view kName = "MsgHello";
  static constexpr MessageRole kRole = MessageRole::kOther;
};

// The name of the message that a server sends with this number; "" for a
// number that the specification does not have.
std::string_view ServerMessageName(uint64_t number);

// The name of the message that a client sends with this number; "" for a
// number that the specification does not have.
std::string_view ClientMessageName(uint64_t number);

// The component's member `name`; nothing for a component without a name. The
// text belongs to the component.
std::optional<std::string_view> NameOf(const Lamp& component);

// A component that another component refers to, and the key of the reference.
struct Reference {
  ComponentRef target;
  std::string_view member;

  bool operator==(const Reference&) const = default;
};

// Appends the references of `value` in the order of the specification.
void AppendReferences(const Lamp& value, std::vector<Reference>& references);

}  // namespace later

#endif  // LATER_TRAITS_H_
