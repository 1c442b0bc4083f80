// Generated from journal.cddl, journal.bindings.toml; changes belong there.
#include "noodles/journal/changes_codec.h"

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
  writer.WriteMapHead(2);
  cbor::WriteMember(writer, "hash", value.hash);
  cbor::WriteMember(writer, "size", value.size);
}

bool Read(cbor::Reader& reader, JournalFrame& value) {
  return cbor::ReadObject<kJournalFrameTable>(reader, &value);
}

void Write(cbor::Writer& writer, const JournalFrame& value) {
  writer.WriteMapHead(2);
  cbor::WriteMember(writer, "count", value.count);
  cbor::WriteMember(writer, "pieces", value.pieces);
}

bool Read(cbor::Reader& reader, JournalNote& value) {
  return cbor::ReadObject<kJournalNoteTable>(reader, &value);
}

void Write(cbor::Writer& writer, const JournalNote& value) {
  writer.WriteMapHead(1 + value.state.has_value() + value.change.has_value());
  cbor::WriteMember(writer, "name", value.name);
  if (value.state) {
    cbor::WriteMember(writer, "state", *value.state);
  }
  if (value.change) {
    cbor::WriteMember(writer, "change", *value.change);
  }
}

bool Read(cbor::Reader& reader, JournalChanges& value) {
  return cbor::ReadObject<kJournalChangesTable>(reader, &value);
}

void Write(cbor::Writer& writer, const JournalChanges& value) {
  writer.WriteMapHead(0 + !value.frames.empty() + !value.deleted.empty() +
                      !value.inline_buffers.empty() + !value.notes.empty());
  if (!value.frames.empty()) {
    cbor::WriteMember(writer, "frames", value.frames);
  }
  if (!value.deleted.empty()) {
    cbor::WriteMember(writer, "deleted", value.deleted);
  }
  if (!value.inline_buffers.empty()) {
    cbor::WriteMember(writer, "inline_buffers", value.inline_buffers);
  }
  if (!value.notes.empty()) {
    cbor::WriteMember(writer, "notes", value.notes);
  }
}

}  // namespace noodles
