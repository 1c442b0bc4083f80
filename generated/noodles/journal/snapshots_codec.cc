// Generated from journal.cddl, journal.bindings.toml; changes belong there.
#include "noodles/journal/snapshots_codec.h"

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
  writer.WriteMapHead(3);
  cbor::WriteMember(writer, "position", value.position);
  cbor::WriteMember(writer, "secret", value.secret);
  cbor::WriteMember(writer, "slots", value.slots);
}

bool Read(cbor::Reader& reader, SnapshotTail& value) {
  return cbor::ReadObject<kSnapshotTailTable>(reader, &value);
}

void Write(cbor::Writer& writer, const SnapshotTail& value) {
  writer.WriteMapHead(1);
  cbor::WriteMember(writer, "parts", value.parts);
}

bool Read(cbor::Reader& reader, SnapshotPart& value) {
  return cbor::ReadObject<kSnapshotPartTable>(reader, &value);
}

void Write(cbor::Writer& writer, const SnapshotPart& value) {
  writer.WriteMapHead(0 + value.head.has_value() + value.changes.has_value() +
                      value.tail.has_value());
  if (value.head) {
    cbor::WriteMember(writer, "head", *value.head);
  }
  if (value.changes) {
    cbor::WriteMember(writer, "changes", *value.changes);
  }
  if (value.tail) {
    cbor::WriteMember(writer, "tail", *value.tail);
  }
}

}  // namespace noodles
