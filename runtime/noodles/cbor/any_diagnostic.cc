// Any::ToString: diagnostic notation (RFC 8949, section 8).
#include <string>

#include "noodles/cbor/any.h"
#include "noodles/cbor/heads/format.h"

namespace noodles::cbor {

namespace {

void Append(std::string& to, const Any& value);

void AppendBytes(std::string& to, const Bytes& bytes) {
  constexpr char kHexDigits[] = "0123456789abcdef";
  to += "h'";
  for (const uint8_t byte : bytes) {
    to += kHexDigits[byte >> 4];
    to += kHexDigits[byte & 15];
  }
  to += '\'';
}

void AppendArray(std::string& to, const Any::Array& array) {
  to += '[';
  for (size_t i = 0; i < array.size(); ++i) {
    if (i > 0) to += ", ";
    Append(to, array[i]);
  }
  to += ']';
}

void AppendMap(std::string& to, const Any::Map& map) {
  to += '{';
  for (size_t i = 0; i < map.size(); ++i) {
    if (i > 0) to += ", ";
    Append(to, map[i].first);
    to += ": ";
    Append(to, map[i].second);
  }
  to += '}';
}

void Append(std::string& to, const Any& value) {
  switch (value.kind()) {
    case Kind::kBool:
      to += *value.AsBool() ? "true" : "false";
      break;
    case Kind::kInteger:
      to += internal::FormatInteger(*value.AsInteger());
      break;
    case Kind::kFloat:
      to += internal::FormatFloat(*value.AsDouble());
      break;
    case Kind::kText:
      to += internal::QuoteText(*value.AsText());
      break;
    case Kind::kBytes:
      AppendBytes(to, *value.AsBytes());
      break;
    case Kind::kArray:
      AppendArray(to, *value.AsArray());
      break;
    case Kind::kMap:
      AppendMap(to, *value.AsMap());
      break;
    case Kind::kTag:
      to += std::to_string(value.AsTag()->number) + '(';
      Append(to, value.AsTag()->content);
      to += ')';
      break;
    case Kind::kSimple:
      to += internal::Concatenate(
          {"simple(", std::to_string(*value.AsSimple()), ")"});
      break;
    default:
      to += ToString(value.kind());
      break;
  }
}

}  // namespace

std::string Any::ToString() const {
  std::string text;
  Append(text, *this);
  return text;
}

}  // namespace noodles::cbor
