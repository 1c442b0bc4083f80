// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/time_codec.h"

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
  writer.WriteMapHead(2 + value.step.has_value() + value.time.has_value() +
                      value.speed.has_value());
  cbor::WriteMember(writer, "from", value.from);
  cbor::WriteMember(writer, "to", value.to);
  if (value.step) {
    cbor::WriteMember(writer, "step", *value.step);
  }
  if (value.time) {
    cbor::WriteMember(writer, "time", *value.time);
  }
  if (value.speed) {
    cbor::WriteMember(writer, "speed", *value.speed);
  }
}

}  // namespace noodles
