// Generated from station.cddl, station.bindings.toml; changes belong there.
#include "station/common_types_codec.h"

#include "noodles/cbor/map_writer.h"
#include "noodles/cbor/object.h"
#include "noodles/cbor/values.h"

namespace station {

bool Read(noodles::cbor::Reader& reader, Quantity& value) {
  std::string_view text;
  if (!reader.ReadTextView(text)) return false;
  if (FromString(text, value)) return true;
  if (text.find("WIND_SPEED") != std::string_view::npos) {
    value = Quantity::kWindSpeed;
    return true;
  }
  value = Quantity::kUnknown;
  return true;
}

void Write(noodles::cbor::Writer& writer, Quantity value) {
  writer.WriteText(ToString(value));
}

bool Read(noodles::cbor::Reader& reader, Span& value) {
  return noodles::cbor::ReadArray(reader, value.from, value.to);
}

void Write(noodles::cbor::Writer& writer, const Span& value) {
  writer.WriteArrayHead(2);
  Write(writer, value.from);
  Write(writer, value.to);
}

}  // namespace station
