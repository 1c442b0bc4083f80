// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/probing_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace noodles {

bool Read(cbor::Reader& reader, ProbeResult& value) {
  return cbor::ReadArray(reader, value.text, value.position);
}

void Write(cbor::Writer& writer, const ProbeResult& value) {
  writer.WriteArrayHead(2);
  Write(writer, value.text);
  Write(writer, value.position);
}

}  // namespace noodles
