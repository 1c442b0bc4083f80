// Probes: the structures of this part of the specification.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef STATION_PROBES_H_
#define STATION_PROBES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "noodles/cbor/any.h"
#include "station/common_types.h"
#include "station/fingerprint.h"
#include "station/ids.h"

namespace station {

// Where a probe stands.
struct Place {
  SiteID site{};
  Vec3 offset = {0.0f, 0.5f, 0.0f};

  bool operator==(const Place&) const = default;
};

struct Probe {
  std::optional<std::string> name{};
  Quantity quantity = Quantity::kTemperature;
  // Exactly one: place or wanders.
  std::variant<Place, bool> position{};
  // At most one: last or broken.
  std::variant<std::monostate, Measurement, std::string> state{};
  std::vector<ProbeID> neighbours{};
  int64_t class_ = -1;
  std::optional<std::map<std::string, noodles::cbor::Any>> notes{};

  bool operator==(const Probe&) const = default;
};

// The value of the key `none`, which means nothing: the key's presence counts.
struct NoState {
  bool operator==(const NoState&) const = default;
};

// Entries that are present replace those of the probe.
struct ProbeUpdate {
  // At most one: none, last or broken.
  std::variant<std::monostate, NoState, Measurement, std::string> state{};
  std::optional<std::vector<ProbeID>> neighbours{};
  std::optional<int64_t> class_{};

  bool operator==(const ProbeUpdate&) const = default;
};

// Message 2.
struct MsgProbeCreate {
  ProbeID id{};
  Probe content{};

  bool operator==(const MsgProbeCreate&) const = default;
};

// Message 3.
struct MsgProbeUpdate {
  ProbeID id{};
  ProbeUpdate content{};

  bool operator==(const MsgProbeUpdate&) const = default;
};

// Message 4.
struct MsgProbeDelete {
  ProbeID id{};

  bool operator==(const MsgProbeDelete&) const = default;
};

// Replaces the members of `component` that `update` holds.
void Apply(Probe& component, const ProbeUpdate& update);
// Returns the update that turns `before` into `after`. `not_carried`, if given,
// gets the members that differ and that an update cannot express: name,
// quantity, position, notes, and optional members that were removed, unless the
// protocol can remove them.
ProbeUpdate Diff(const Probe& before, const Probe& after,
                 std::vector<std::string_view>* not_carried = nullptr);
// Joins `later` into `update`: the result has the effect of both in turn.
void Merge(ProbeUpdate& update, const ProbeUpdate& later);
// Removes the members of `update` that are equal to those of `component`;
// class_ stays if another member does.
void RemoveUnchanged(ProbeUpdate& update, const Probe& component);
// Whether the update holds members that refer to other components.
bool TouchesReferences(const ProbeUpdate& update);
// Whether the update changes nothing.
bool IsEmpty(const ProbeUpdate& update);

}  // namespace station

#endif  // STATION_PROBES_H_
