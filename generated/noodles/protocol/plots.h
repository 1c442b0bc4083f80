// Plots: the structures of this part of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_PROTOCOL_PLOTS_H_
#define NOODLES_PROTOCOL_PLOTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "noodles/protocol/fingerprint.h"
#include "noodles/protocol/ids.h"

namespace noodles {

enum class AxisPreference : uint8_t {
  kX,
  kY,
};

// The text that is sent; "" for a number that is no enumerator.
std::string_view ToString(AxisPreference value);
// Returns false, and leaves `value` unchanged, if no enumerator has this text.
bool FromString(std::string_view text, AxisPreference& value);

struct AxisRange {
  float from = 0.0f;
  float to = 0.0f;

  bool operator==(const AxisRange&) const = default;
};

struct SimplePlotColumnInfo {
  std::string name{};
  AxisPreference prefers = AxisPreference::kX;
  std::string color{};
  AxisRange range{};

  bool operator==(const SimplePlotColumnInfo&) const = default;
};

struct SimplePlotInfo {
  std::string name{};
  std::vector<SimplePlotColumnInfo> columns{};

  bool operator==(const SimplePlotInfo&) const = default;
};

// Libraries in the field send the simple plot as text too.
using SimplePlot = std::variant<SimplePlotInfo, std::string>;

struct Plot {
  std::optional<std::string> name{};
  std::optional<TableID> table{};
  // At most one: simple_plot or url_plot.
  std::variant<std::monostate, SimplePlot, std::string> plot{};
  std::vector<MethodID> methods_list{};
  std::vector<SignalID> signals_list{};

  bool operator==(const Plot&) const = default;
};

struct PlotUpdate {
  std::optional<TableID> table{};
  // At most one: simple_plot or url_plot.
  std::variant<std::monostate, SimplePlot, std::string> plot{};
  std::optional<std::vector<MethodID>> methods_list{};
  std::optional<std::vector<SignalID>> signals_list{};

  bool operator==(const PlotUpdate&) const = default;
};

// Message 7.
struct MsgPlotCreate {
  PlotID id{};
  Plot content{};

  bool operator==(const MsgPlotCreate&) const = default;
};

// Message 8.
struct MsgPlotUpdate {
  PlotID id{};
  PlotUpdate content{};

  bool operator==(const MsgPlotUpdate&) const = default;
};

// Message 9.
struct MsgPlotDelete {
  PlotID id{};

  bool operator==(const MsgPlotDelete&) const = default;
};

// Replaces the members of `component` that `update` holds.
void Apply(Plot& component, const PlotUpdate& update);
// Returns the update that turns `before` into `after`. `not_carried`, if given,
// gets the members that differ and that an update cannot express: name, and
// optional members that were removed, unless the protocol can remove them.
PlotUpdate Diff(const Plot& before, const Plot& after,
                std::vector<std::string_view>* not_carried = nullptr);
// Joins `later` into `update`: the result has the effect of both in turn.
void Merge(PlotUpdate& update, const PlotUpdate& later);
// Removes the members of `update` that are equal to those of `component`.
void RemoveUnchanged(PlotUpdate& update, const Plot& component);
// Whether the update holds members that refer to other components.
bool TouchesReferences(const PlotUpdate& update);
// Whether the update changes nothing.
bool IsEmpty(const PlotUpdate& update);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_PLOTS_H_
