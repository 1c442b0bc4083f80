// The facts of the specification that generic code needs: the kinds, names and
// references of components, and the numbers and names of messages.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety: constants and pure functions.
#ifndef STATION_TRAITS_H_
#define STATION_TRAITS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "station/ids.h"

namespace station {

struct Site;
struct Probe;
struct ProbeUpdate;
struct MsgSiteCreate;
struct MsgSiteDelete;
struct MsgProbeCreate;
struct MsgProbeUpdate;
struct MsgProbeDelete;
struct MsgReadings;
struct MsgHello;

// The identifier, the update and the messages of a component, and the kinds
// that it can refer to. An immutable component has void in the place of the
// update and its message.
template <class Component>
struct ComponentTraits;

template <>
struct ComponentTraits<Site> {
  using Identifier = SiteID;
  using Update = void;
  using CreateMessage = MsgSiteCreate;
  using UpdateMessage = void;
  using DeleteMessage = MsgSiteDelete;
  static constexpr ComponentKind kKind = ComponentKind::kSite;
  static constexpr std::array<ComponentKind, 0> kReferredKinds{};
};

template <>
struct ComponentTraits<Probe> {
  using Identifier = ProbeID;
  using Update = ProbeUpdate;
  using CreateMessage = MsgProbeCreate;
  using UpdateMessage = MsgProbeUpdate;
  using DeleteMessage = MsgProbeDelete;
  static constexpr ComponentKind kKind = ComponentKind::kProbe;
  static constexpr std::array<ComponentKind, 2> kReferredKinds = {
      ComponentKind::kSite, ComponentKind::kProbe};
};

// The component of a kind, as ComponentOf<kind>::Type.
template <ComponentKind kind>
struct ComponentOf;

template <>
struct ComponentOf<ComponentKind::kSite> {
  using Type = Site;
};

template <>
struct ComponentOf<ComponentKind::kProbe> {
  using Type = Probe;
};

// A list of all components in the order of the specification, such as
// std::tuple<Site, ...>.
template <template <class...> class List>
using AllComponents = List<Site, Probe>;

// The same components, each behind the components that it can refer to.
template <template <class...> class List>
using AllComponentsInReferenceOrder = List<Site, Probe>;

inline constexpr std::array<ComponentKind, kComponentKindCount>
    kKindsInReferenceOrder = {
        ComponentKind::kSite,
        ComponentKind::kProbe,
};

// A list of the messages that update a component.
template <template <class...> class List>
using AllUpdateMessages = List<MsgProbeUpdate>;

// The effect of a message on one component; kOther: the message is not part of
// a component's life.
enum class MessageRole : uint8_t { kCreate, kUpdate, kDelete, kOther };

// The number of a message within its direction, its name and its role.
template <class Message>
struct MessageTraits;

template <>
struct MessageTraits<MsgSiteCreate> {
  static constexpr uint32_t kNumber = 0;
  static constexpr std::string_view kName = "MsgSiteCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgSiteDelete> {
  static constexpr uint32_t kNumber = 1;
  static constexpr std::string_view kName = "MsgSiteDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgProbeCreate> {
  static constexpr uint32_t kNumber = 2;
  static constexpr std::string_view kName = "MsgProbeCreate";
  static constexpr MessageRole kRole = MessageRole::kCreate;
};

template <>
struct MessageTraits<MsgProbeUpdate> {
  static constexpr uint32_t kNumber = 3;
  static constexpr std::string_view kName = "MsgProbeUpdate";
  static constexpr MessageRole kRole = MessageRole::kUpdate;
};

template <>
struct MessageTraits<MsgProbeDelete> {
  static constexpr uint32_t kNumber = 4;
  static constexpr std::string_view kName = "MsgProbeDelete";
  static constexpr MessageRole kRole = MessageRole::kDelete;
};

template <>
struct MessageTraits<MsgReadings> {
  static constexpr uint32_t kNumber = 5;
  static constexpr std::string_view kName = "MsgReadings";
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
std::optional<std::string_view> NameOf(const Site& component);
std::optional<std::string_view> NameOf(const Probe& component);

// A component that another component refers to, and the key of the reference.
struct Reference {
  ComponentRef target;
  std::string_view member;

  bool operator==(const Reference&) const = default;
};

// Appends the references of `value` in the order of the specification.
void AppendReferences(const Site& value, std::vector<Reference>& references);
void AppendReferences(const Probe& value, std::vector<Reference>& references);

}  // namespace station

#endif  // STATION_TRAITS_H_
