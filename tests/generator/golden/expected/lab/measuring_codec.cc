// Generated from lab.cddl, lab.bindings.toml; changes belong there.
#include "lab/measuring_codec.h"

#include "noodles/cbor/flat_list.h"
#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace lab {
namespace {

constexpr noodles::cbor::FieldEntry kWindowFields[] = {
    {"from", noodles::cbor::ReadMember<&Window::from>},
    {"to", noodles::cbor::ReadMember<&Window::to>},
};

constexpr noodles::cbor::ObjectTable kWindowTable = {"Window", kWindowFields};

constexpr noodles::cbor::FieldEntry kSampleFields[] = {
    {"at", noodles::cbor::ReadMember<&Sample::at>},
    {"outcome", noodles::cbor::ReadMember<&Sample::outcome>},
    {"entity", noodles::cbor::ReadMember<&Sample::entity>,
     noodles::cbor::Presence::kOptional},
    {"windows", noodles::cbor::ReadMember<&Sample::windows>,
     noodles::cbor::Presence::kOptional},
};

constexpr noodles::cbor::ObjectTable kSampleTable = {"Sample", kSampleFields};

}  // namespace

bool Read(noodles::cbor::Reader& reader, Sensor& value) {
  return noodles::cbor::ReadEnumeration(reader, value,
                                        "\"OPTICAL\" or \"THERMAL\"");
}

void Write(noodles::cbor::Writer& writer, Sensor value) {
  writer.WriteText(ToString(value));
}

bool Read(noodles::cbor::Reader& reader, std::vector<Window>& value) {
  return noodles::cbor::ReadFlatList(reader, value, &kWindowTable,
                                     &Window::from, &Window::to);
}

void Write(noodles::cbor::Writer& writer, const std::vector<Window>& value) {
  noodles::cbor::WriteFlatList(writer, value, &Window::from, &Window::to);
}

bool Read(noodles::cbor::Reader& reader, Sample& value) {
  return noodles::cbor::ReadObject<kSampleTable>(reader, &value);
}

void Write(noodles::cbor::Writer& writer, const Sample& value) {
  noodles::cbor::MapWriter map(writer, 2);
  map.Member("at", value.at);
  map.Member("outcome", value.outcome);
  map.Optional("entity", value.entity);
  map.Optional("windows", value.windows);
  map.End();
}

bool Read(noodles::cbor::Reader& reader, Estimate& value) {
  return noodles::cbor::ReadArray(reader, value.place, value.certainty);
}

void Write(noodles::cbor::Writer& writer, const Estimate& value) {
  writer.WriteArrayHead(2);
  Write(writer, value.place);
  Write(writer, value.certainty);
}

}  // namespace lab
