// Generated from journal.cddl, journal.bindings.toml; changes belong there.
#include "noodles/journal/records_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "noodles/journal/changes_codec.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kJournalRecordFields[] = {
    {"epoch", cbor::ReadMember<&JournalRecord::epoch>},
    {"n", cbor::ReadMember<&JournalRecord::n>},
    {"previous", cbor::ReadMember<&JournalRecord::previous>},
    {"begins_epoch", cbor::ReadMember<&JournalRecord::begins_epoch>,
     cbor::Presence::kOptional},
    {"part", cbor::ReadMember<&JournalRecord::part>, cbor::Presence::kOptional},
    {"parts", cbor::ReadMember<&JournalRecord::parts>,
     cbor::Presence::kOptional},
    {"changes", cbor::ReadMember<&JournalRecord::changes>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kJournalRecordTable = {"JournalRecord",
                                                   kJournalRecordFields};

constexpr cbor::FieldEntry kJournalPositionFields[] = {
    {"epoch", cbor::ReadMember<&JournalPosition::epoch>},
    {"n", cbor::ReadMember<&JournalPosition::n>},
    {"hash", cbor::ReadMember<&JournalPosition::hash>},
};

constexpr cbor::ObjectTable kJournalPositionTable = {"JournalPosition",
                                                     kJournalPositionFields};

}  // namespace

bool Read(cbor::Reader& reader, JournalRecord& value) {
  return cbor::ReadObject<kJournalRecordTable>(reader, &value);
}

void Write(cbor::Writer& writer, const JournalRecord& value) {
  cbor::MapWriter map(writer, 6);
  map.Member("epoch", value.epoch);
  map.Member("n", value.n);
  map.Member("previous", value.previous);
  map.Member("begins_epoch", value.begins_epoch);
  map.Member("part", value.part);
  map.Member("parts", value.parts);
  map.Optional("changes", value.changes);
  map.End();
}

bool Read(cbor::Reader& reader, JournalPosition& value) {
  return cbor::ReadObject<kJournalPositionTable>(reader, &value);
}

void Write(cbor::Writer& writer, const JournalPosition& value) {
  cbor::MapWriter map(writer, 3);
  map.Member("epoch", value.epoch);
  map.Member("n", value.n);
  map.Member("hash", value.hash);
  map.End();
}

}  // namespace noodles
