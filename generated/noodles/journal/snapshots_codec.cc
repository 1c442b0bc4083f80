// Generated from journal.cddl, journal.bindings.toml; changes belong there.
#include "noodles/journal/snapshots_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "noodles/journal/changes_codec.h"
#include "noodles/journal/identifiers_codec.h"
#include "noodles/journal/records_codec.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kSnapshotHeadFields[] = {
    {"position", cbor::ReadMember<&SnapshotHead::position>},
    {"secret", cbor::ReadMember<&SnapshotHead::secret>},
    {"slots", cbor::ReadMember<&SnapshotHead::slots>},
};

constexpr cbor::ObjectTable kSnapshotHeadTable = {"SnapshotHead",
                                                  kSnapshotHeadFields};

constexpr cbor::FieldEntry kSnapshotTailFields[] = {
    {"parts", cbor::ReadMember<&SnapshotTail::parts>},
};

constexpr cbor::ObjectTable kSnapshotTailTable = {"SnapshotTail",
                                                  kSnapshotTailFields};

constexpr cbor::FieldEntry kSnapshotPartFields[] = {
    {"head", cbor::ReadMember<&SnapshotPart::head>, cbor::Presence::kOptional},
    {"changes", cbor::ReadMember<&SnapshotPart::changes>,
     cbor::Presence::kOptional},
    {"tail", cbor::ReadMember<&SnapshotPart::tail>, cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kSnapshotPartTable = {"SnapshotPart",
                                                  kSnapshotPartFields};

}  // namespace

bool Read(cbor::Reader& reader, SnapshotHead& value) {
  return cbor::ReadObject<kSnapshotHeadTable>(reader, &value);
}

void Write(cbor::Writer& writer, const SnapshotHead& value) {
  cbor::MapWriter map(writer, 3);
  map.Member("position", value.position);
  map.Member("secret", value.secret);
  map.Member("slots", value.slots);
  map.End();
}

bool Read(cbor::Reader& reader, SnapshotTail& value) {
  return cbor::ReadObject<kSnapshotTailTable>(reader, &value);
}

void Write(cbor::Writer& writer, const SnapshotTail& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("parts", value.parts);
  map.End();
}

bool Read(cbor::Reader& reader, SnapshotPart& value) {
  return cbor::ReadObject<kSnapshotPartTable>(reader, &value);
}

void Write(cbor::Writer& writer, const SnapshotPart& value) {
  cbor::MapWriter map(writer, 0);
  map.Optional("head", value.head);
  map.Optional("changes", value.changes);
  map.Optional("tail", value.tail);
  map.End();
}

}  // namespace noodles
