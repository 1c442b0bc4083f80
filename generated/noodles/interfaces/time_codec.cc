// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/time_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kTimeMetadataFields[] = {
    {"from", cbor::ReadMember<&TimeMetadata::from>},
    {"to", cbor::ReadMember<&TimeMetadata::to>},
    {"step", cbor::ReadMember<&TimeMetadata::step>, cbor::Presence::kOptional},
    {"time", cbor::ReadMember<&TimeMetadata::time>, cbor::Presence::kOptional},
    {"speed", cbor::ReadMember<&TimeMetadata::speed>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kTimeMetadataTable = {"TimeMetadata",
                                                  kTimeMetadataFields};

}  // namespace

bool Read(cbor::Reader& reader, TimeMetadata& value) {
  return cbor::ReadObject<kTimeMetadataTable>(reader, &value);
}

void Write(cbor::Writer& writer, const TimeMetadata& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("from", value.from);
  map.Member("to", value.to);
  map.Optional("step", value.step);
  map.Optional("time", value.time);
  map.Optional("speed", value.speed);
  map.End();
}

}  // namespace noodles
