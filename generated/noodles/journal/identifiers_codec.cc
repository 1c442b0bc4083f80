// Generated from journal.cddl, journal.bindings.toml; changes belong there.
#include "noodles/journal/identifiers_codec.h"

#include "noodles/cbor/map_writer.h"
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
  cbor::MapWriter map(writer, 3);
  map.Member("kind", value.kind);
  map.Member("slot", value.slot);
  map.Member("gen", value.gen);
  map.End();
}

bool Read(cbor::Reader& reader, JournalGenerations& value) {
  return cbor::ReadObject<kJournalGenerationsTable>(reader, &value);
}

void Write(cbor::Writer& writer, const JournalGenerations& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("slots", value.slots);
  map.Member("next", value.next);
  map.End();
}

bool Read(cbor::Reader& reader, JournalSlots& value) {
  return cbor::ReadObject<kJournalSlotsTable>(reader, &value);
}

void Write(cbor::Writer& writer, const JournalSlots& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("kind", value.kind);
  map.Member("runs", value.runs);
  map.End();
}

}  // namespace noodles
