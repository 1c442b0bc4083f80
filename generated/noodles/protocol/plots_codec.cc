// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/plots_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kSimplePlotColumnInfoFields[] = {
    {"name", cbor::ReadMember<&SimplePlotColumnInfo::name>},
    {"prefers", cbor::ReadMember<&SimplePlotColumnInfo::prefers>},
    {"color", cbor::ReadMember<&SimplePlotColumnInfo::color>},
    {"range", cbor::ReadMember<&SimplePlotColumnInfo::range>},
};

constexpr cbor::ObjectTable kSimplePlotColumnInfoTable = {
    "SimplePlotColumnInfo", kSimplePlotColumnInfoFields};

constexpr cbor::FieldEntry kSimplePlotInfoFields[] = {
    {"name", cbor::ReadMember<&SimplePlotInfo::name>},
    {"columns", cbor::ReadMember<&SimplePlotInfo::columns>},
};

constexpr cbor::ObjectTable kSimplePlotInfoTable = {"SimplePlotInfo",
                                                    kSimplePlotInfoFields};

constexpr cbor::FieldEntry kMsgPlotCreateFields[] = {
    {"id", cbor::ReadMember<&MsgPlotCreate::id>},
    {"name", cbor::ReadMember<&MsgPlotCreate::content, &Plot::name>,
     cbor::Presence::kOptional},
    {"table", cbor::ReadMember<&MsgPlotCreate::content, &Plot::table>,
     cbor::Presence::kOptional},
    {"simple_plot",
     cbor::ReadAlternative<1, &MsgPlotCreate::content, &Plot::plot>,
     cbor::Presence::kOptional, 1},
    {"url_plot", cbor::ReadAlternative<2, &MsgPlotCreate::content, &Plot::plot>,
     cbor::Presence::kOptional, 1},
    {"methods_list",
     cbor::ReadMember<&MsgPlotCreate::content, &Plot::methods_list>,
     cbor::Presence::kOptional},
    {"signals_list",
     cbor::ReadMember<&MsgPlotCreate::content, &Plot::signals_list>,
     cbor::Presence::kOptional},
};

constexpr cbor::OneOfEntry kMsgPlotCreateOneOfs[] = {
    {"simple_plot or url_plot", false},
};

constexpr cbor::ObjectTable kMsgPlotCreateTable = {
    "MsgPlotCreate", kMsgPlotCreateFields, kMsgPlotCreateOneOfs};

constexpr cbor::FieldEntry kMsgPlotUpdateFields[] = {
    {"id", cbor::ReadMember<&MsgPlotUpdate::id>},
    {"table", cbor::ReadMember<&MsgPlotUpdate::content, &PlotUpdate::table>,
     cbor::Presence::kOptional},
    {"simple_plot",
     cbor::ReadAlternative<1, &MsgPlotUpdate::content, &PlotUpdate::plot>,
     cbor::Presence::kOptional, 1},
    {"url_plot",
     cbor::ReadAlternative<2, &MsgPlotUpdate::content, &PlotUpdate::plot>,
     cbor::Presence::kOptional, 1},
    {"methods_list",
     cbor::ReadMember<&MsgPlotUpdate::content, &PlotUpdate::methods_list>,
     cbor::Presence::kOptional},
    {"signals_list",
     cbor::ReadMember<&MsgPlotUpdate::content, &PlotUpdate::signals_list>,
     cbor::Presence::kOptional},
};

constexpr cbor::OneOfEntry kMsgPlotUpdateOneOfs[] = {
    {"simple_plot or url_plot", false},
};

constexpr cbor::ObjectTable kMsgPlotUpdateTable = {
    "MsgPlotUpdate", kMsgPlotUpdateFields, kMsgPlotUpdateOneOfs};

constexpr cbor::FieldEntry kMsgPlotDeleteFields[] = {
    {"id", cbor::ReadMember<&MsgPlotDelete::id>},
};

constexpr cbor::ObjectTable kMsgPlotDeleteTable = {"MsgPlotDelete",
                                                   kMsgPlotDeleteFields};

}  // namespace

bool Read(cbor::Reader& reader, AxisPreference& value) {
  return cbor::ReadEnumeration(reader, value, "\"x\" or \"y\"");
}

void Write(cbor::Writer& writer, AxisPreference value) {
  writer.WriteText(ToString(value));
}

bool Read(cbor::Reader& reader, AxisRange& value) {
  return cbor::ReadArray(reader, value.from, value.to);
}

void Write(cbor::Writer& writer, const AxisRange& value) {
  writer.WriteArrayHead(2);
  Write(writer, value.from);
  Write(writer, value.to);
}

bool Read(cbor::Reader& reader, SimplePlotColumnInfo& value) {
  return cbor::ReadObject<kSimplePlotColumnInfoTable>(reader, &value);
}

void Write(cbor::Writer& writer, const SimplePlotColumnInfo& value) {
  cbor::MapWriter map(writer, 4);
  map.Member("name", value.name);
  map.Member("prefers", value.prefers);
  map.Member("color", value.color);
  map.Member("range", value.range);
  map.End();
}

bool Read(cbor::Reader& reader, SimplePlotInfo& value) {
  return cbor::ReadObject<kSimplePlotInfoTable>(reader, &value);
}

void Write(cbor::Writer& writer, const SimplePlotInfo& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("name", value.name);
  map.Member("columns", value.columns);
  map.End();
}

bool Read(cbor::Reader& reader, MsgPlotCreate& message) {
  return cbor::ReadObject<kMsgPlotCreateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgPlotCreate& message) {
  WriteCreate(writer, message.id, message.content);
}

void WriteCreate(cbor::Writer& writer, PlotID id, const Plot& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", id);
  map.Optional("name", value.name);
  map.Optional("table", value.table);
  map.OneOf(value.plot, "simple_plot", "url_plot");
  map.Optional("methods_list", value.methods_list);
  map.Optional("signals_list", value.signals_list);
  map.End();
}

bool Read(cbor::Reader& reader, MsgPlotUpdate& message) {
  return cbor::ReadObject<kMsgPlotUpdateTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgPlotUpdate& message) {
  WriteUpdate(writer, message.id, message.content);
}

void WriteUpdate(cbor::Writer& writer, PlotID id, const PlotUpdate& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", id);
  map.Optional("table", value.table);
  map.OneOf(value.plot, "simple_plot", "url_plot");
  map.Optional("methods_list", value.methods_list);
  map.Optional("signals_list", value.signals_list);
  map.End();
}

bool Read(cbor::Reader& reader, MsgPlotDelete& message) {
  return cbor::ReadObject<kMsgPlotDeleteTable>(reader, &message);
}

void Write(cbor::Writer& writer, const MsgPlotDelete& message) {
  cbor::MapWriter map(writer, 1);
  map.Member("id", message.id);
  map.End();
}

}  // namespace noodles
