// Generated from journal.cddl, journal.bindings.toml; changes belong there.
#include "noodles/journal/identifiers_codec.h"

#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kJournalComponentFields[] = {
    {"kind", cbor::ReadMember<&JournalComponent::kind>},
    {"slot", cbor::ReadMember<&JournalComponent::slot>},
    {"gen", cbor::ReadMember<&JournalComponent::gen>},
};

constexpr cbor::ObjectTable kJournalComponentTable = {"JournalComponent",
                                                      kJournalComponentFields};

constexpr cbor::FieldEntry kJournalGenerationsFields[] = {
    {"slots", cbor::ReadMember<&JournalGenerations::slots>},
    {"next", cbor::ReadMember<&JournalGenerations::next>},
};

constexpr cbor::ObjectTable kJournalGenerationsTable = {
    "JournalGenerations", kJournalGenerationsFields};

constexpr cbor::FieldEntry kJournalSlotsFields[] = {
    {"kind", cbor::ReadMember<&JournalSlots::kind>},
    {"runs", cbor::ReadMember<&JournalSlots::runs>},
};

constexpr cbor::ObjectTable kJournalSlotsTable = {"JournalSlots",
                                                  kJournalSlotsFields};

}  // namespace

bool Read(cbor::Reader& reader, JournalComponent& value) {
  return cbor::ReadObject<kJournalComponentTable>(reader, &value);
}

void Write(cbor::Writer& writer, const JournalComponent& value) {
  writer.WriteMapHead(3);
  cbor::WriteMember(writer, "kind", value.kind);
  cbor::WriteMember(writer, "slot", value.slot);
  cbor::WriteMember(writer, "gen", value.gen);
}

bool Read(cbor::Reader& reader, JournalGenerations& value) {
  return cbor::ReadObject<kJournalGenerationsTable>(reader, &value);
}

void Write(cbor::Writer& writer, const JournalGenerations& value) {
  writer.WriteMapHead(2);
  cbor::WriteMember(writer, "slots", value.slots);
  cbor::WriteMember(writer, "next", value.next);
}

bool Read(cbor::Reader& reader, JournalSlots& value) {
  return cbor::ReadObject<kJournalSlotsTable>(reader, &value);
}

void Write(cbor::Writer& writer, const JournalSlots& value) {
  writer.WriteMapHead(2);
  cbor::WriteMember(writer, "kind", value.kind);
  cbor::WriteMember(writer, "runs", value.runs);
}

}  // namespace noodles
