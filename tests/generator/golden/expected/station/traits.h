// What generic code asks of components and messages: kinds, message numbers,
// and the references that a component holds.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety: constants and pure functions.
#ifndef STATION_TRAITS_H_
#define STATION_TRAITS_H_

#include <cstdint>
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

// For each component: its identifier, update (void where it is immutable) and
// messages.
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
};

template <>
struct ComponentTraits<Probe> {
  using Identifier = ProbeID;
  using Update = ProbeUpdate;
  using CreateMessage = MsgProbeCreate;
  using UpdateMessage = MsgProbeUpdate;
  using DeleteMessage = MsgProbeDelete;
  static constexpr ComponentKind kKind = ComponentKind::kProbe;
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

// A list of all components, such as std::tuple<Site, ...>.
template <template <class...> class List>
using AllComponents = List<Site, Probe>;

// A list of the messages that update a component.
template <template <class...> class List>
using AllUpdateMessages = List<MsgProbeUpdate>;

// For each message: its number within its direction, and its name.
template <class Message>
struct MessageTraits;

template <>
struct MessageTraits<MsgSiteCreate> {
  static constexpr uint32_t kNumber = 0;
  static constexpr std::string_view kName = "MsgSiteCreate";
};

template <>
struct MessageTraits<MsgSiteDelete> {
  static constexpr uint32_t kNumber = 1;
  static constexpr std::string_view kName = "MsgSiteDelete";
};

template <>
struct MessageTraits<MsgProbeCreate> {
  static constexpr uint32_t kNumber = 2;
  static constexpr std::string_view kName = "MsgProbeCreate";
};

template <>
struct MessageTraits<MsgProbeUpdate> {
  static constexpr uint32_t kNumber = 3;
  static constexpr std::string_view kName = "MsgProbeUpdate";
};

template <>
struct MessageTraits<MsgProbeDelete> {
  static constexpr uint32_t kNumber = 4;
  static constexpr std::string_view kName = "MsgProbeDelete";
};

template <>
struct MessageTraits<MsgReadings> {
  static constexpr uint32_t kNumber = 5;
  static constexpr std::string_view kName = "MsgReadings";
};

template <>
struct MessageTraits<MsgHello> {
  static constexpr uint32_t kNumber = 0;
  static constexpr std::string_view kName = "MsgHello";
};

// One component that another one names, and the key that names it.
struct Reference {
  ComponentRef target;
  std::string_view member;

  bool operator==(const Reference&) const = default;
};

// Appends what `value` refers to, in the order of the specification.
void AppendReferences(const Site& value, std::vector<Reference>& references);
void AppendReferences(const Probe& value, std::vector<Reference>& references);

}  // namespace station

#endif  // STATION_TRAITS_H_
