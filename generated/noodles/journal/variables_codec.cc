// Generated from journal.cddl, journal.bindings.toml; changes belong there.
#include "noodles/journal/variables_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace noodles {
namespace {

constexpr cbor::FieldEntry kVariableStateFields[] = {
    {"key", cbor::ReadMember<&VariableState::key>},
    {"value", cbor::ReadMember<&VariableState::value>},
};

constexpr cbor::ObjectTable kVariableStateTable = {"VariableState",
                                                   kVariableStateFields};

constexpr cbor::FieldEntry kVariablesStateFields[] = {
    {"variables", cbor::ReadMember<&VariablesState::variables>},
};

constexpr cbor::ObjectTable kVariablesStateTable = {"VariablesState",
                                                    kVariablesStateFields};

}  // namespace

bool Read(cbor::Reader& reader, VariableState& value) {
  return cbor::ReadObject<kVariableStateTable>(reader, &value);
}

void Write(cbor::Writer& writer, const VariableState& value) {
  cbor::MapWriter map(writer, 2);
  map.Member("key", value.key);
  map.Member("value", value.value);
  map.End();
}

bool Read(cbor::Reader& reader, VariablesState& value) {
  return cbor::ReadObject<kVariablesStateTable>(reader, &value);
}

void Write(cbor::Writer& writer, const VariablesState& value) {
  cbor::MapWriter map(writer, 1);
  map.Member("variables", value.variables);
  map.End();
}

}  // namespace noodles
