// Tables: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_TABLES_H_
#define NOODLES_PROTOCOL_TABLES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

struct Table {
  std::optional<std::string> name{};
  // JSON text.
  std::optional<std::string> meta{};
  std::vector<MethodID> methods_list{};
  std::vector<SignalID> signals_list{};

  bool operator==(const Table&) const = default;
};

struct TableUpdate {
  std::optional<std::string> meta{};
  std::optional<std::vector<MethodID>> methods_list{};
  std::optional<std::vector<SignalID>> signals_list{};

  bool operator==(const TableUpdate&) const = default;
};

// Message 28.
struct MsgTableCreate {
  TableID id{};
  Table content{};

  bool operator==(const MsgTableCreate&) const = default;
};

// Message 29.
struct MsgTableUpdate {
  TableID id{};
  TableUpdate content{};

  bool operator==(const MsgTableUpdate&) const = default;
};

// Message 30.
struct MsgTableDelete {
  TableID id{};

  bool operator==(const MsgTableDelete&) const = default;
};

// Replaces the members of `component` that `update` holds.
void Apply(Table& component, const TableUpdate& update);
// Returns the update that turns `before` into `after`. `not_carried`, if given,
// gets the members that differ and that an update cannot express: name, and
// optional members that were removed, unless the protocol can remove them.
TableUpdate Diff(const Table& before, const Table& after,
                 std::vector<std::string_view>* not_carried = nullptr);
// Joins `later` into `update`: the result has the effect of both in turn.
void Merge(TableUpdate& update, const TableUpdate& later);
// Removes the members of `update` that are equal to those of `component`.
void RemoveUnchanged(TableUpdate& update, const Table& component);
// Whether the update holds members that refer to other components.
bool TouchesReferences(const TableUpdate& update);
// Whether the update changes nothing.
bool IsEmpty(const TableUpdate& update);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_TABLES_H_
