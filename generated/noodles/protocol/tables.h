// Tables: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: they own what they hold; bytes share
// their owner.
#ifndef NOODLES_PROTOCOL_TABLES_H_
#define NOODLES_PROTOCOL_TABLES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
// The update that turns `before` into `after`. Members that differ and that no
// update can carry go into `not_carried`, if it is given: name,
// and optional ones that were taken away where the protocol has no word for it.
TableUpdate Diff(const Table& before, const Table& after,
                 std::vector<std::string_view>* not_carried = nullptr);
// Makes `update` do what it and then `later` do.
void Merge(TableUpdate& update, const TableUpdate& later);
// Takes out of `update` what `component` has already, so that it says what
// changes and nothing else.
void RemoveUnchanged(TableUpdate& update, const Table& component);
// Whether the update can change what the component refers to.
bool TouchesReferences(const TableUpdate& update);
// Whether the update changes nothing.
bool IsEmpty(const TableUpdate& update);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_TABLES_H_
