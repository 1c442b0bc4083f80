// Generated from journal.cddl, journal.bindings.toml; changes belong there.
#include "noodles/journal/changes_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"
#include "noodles/journal/identifiers_codec.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kJournalBlobFields[] = {
    {"hash", cbor::ReadMember<&JournalBlob::hash>},
    {"size", cbor::ReadMember<&JournalBlob::size>},
};

constexpr cbor::ObjectTable kJournalBlobTable = {"JournalBlob",
                                                 kJournalBlobFields};

constexpr cbor::FieldEntry kJournalFrameFields[] = {
    {"count", cbor::ReadMember<&JournalFrame::count>},
    {"pieces", cbor::ReadMember<&JournalFrame::pieces>},
};

constexpr cbor::ObjectTable kJournalFrameTable = {"JournalFrame",
                                                  kJournalFrameFields};

constexpr cbor::FieldEntry kJournalNoteFields[] = {
    {"name", cbor::ReadMember<&JournalNote::name>},
    {"state", cbor::ReadMember<&JournalNote::state>, cbor::Presence::kOptional},
    {"change", cbor::ReadMember<&JournalNote::change>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kJournalNoteTable = {"JournalNote",
                                                 kJournalNoteFields};

constexpr cbor::FieldEntry kJournalChangesFields[] = {
    {"frames", cbor::ReadMember<&JournalChanges::frames>,
     cbor::Presence::kOptional},
    {"deleted", cbor::ReadMember<&JournalChanges::deleted>,
     cbor::Presence::kOptional},
    {"inline_buffers", cbor::ReadMember<&JournalChanges::inline_buffers>,
     cbor::Presence::kOptional},
    {"notes", cbor::ReadMember<&JournalChanges::notes>,
     cbor::Presence::kOptional},
};

constexpr cbor::ObjectTable kJournalChangesTable = {"JournalChanges",
                                                    kJournalChangesFields};

}  // namespace

bool Read(cbor::Reader& reader, JournalBlob& value) {
  return cbor::ReadObject<kJournalBlobTable>(reader, &value);
}

void Write(cbor::Writer& writer, const JournalBlob& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("hash", value.hash);
  map.Member("size", value.size);
  map.End();
}

bool Read(cbor::Reader& reader, JournalFrame& value) {
  return cbor::ReadObject<kJournalFrameTable>(reader, &value);
}

void Write(cbor::Writer& writer, const JournalFrame& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("count", value.count);
  map.Member("pieces", value.pieces);
  map.End();
}

bool Read(cbor::Reader& reader, JournalNote& value) {
  return cbor::ReadObject<kJournalNoteTable>(reader, &value);
}

void Write(cbor::Writer& writer, const JournalNote& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("name", value.name);
  map.Optional("state", value.state);
  map.Optional("change", value.change);
  map.End();
}

bool Read(cbor::Reader& reader, JournalChanges& value) {
  return cbor::ReadObject<kJournalChangesTable>(reader, &value);
}

void Write(cbor::Writer& writer, const JournalChanges& value) {
  cbor::MapWriter map(writer, 0);
  map.Optional("frames", value.frames);
  map.Optional("deleted", value.deleted);
  map.Optional("inline_buffers", value.inline_buffers);
  map.Optional("notes", value.notes);
  map.End();
}

}  // namespace noodles
