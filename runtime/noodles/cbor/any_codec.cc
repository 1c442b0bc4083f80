#include "noodles/cbor/any_codec.h"

#include <string_view>
#include <utility>

namespace noodles::cbor {

namespace {

// The keys of error paths: texts as they are, others in diagnostic notation.
bool InAnyKey(Reader& reader, const Any& key) {
  if (const auto text = key.AsText()) return reader.InKey(*text);
  return reader.InKey(key.ToString());
}

bool ReadNullValue(Reader& reader, Kind kind, Any& out) {
  out = kind == Kind::kUndefined ? Any::Undefined() : Any();
  return reader.TryReadNull();
}

bool ReadIntegerValue(Reader& reader, Any& out) {
  Integer number;
  if (!reader.ReadInteger(number)) return false;
  out = Any(number);
  return true;
}

bool ReadFloatValue(Reader& reader, Any& out) {
  double number = 0;
  const size_t start = reader.offset();
  if (!reader.ReadDouble(number)) return false;
  // Nine bytes are a float64; all others fit into 32 bits.
  const bool is_double = reader.offset() - start == 9;
  out = is_double ? Any(number) : Any(static_cast<float>(number));
  return true;
}

bool ReadTagValue(Reader& reader, Any& out) {
  Reader::Sequence sequence;
  Any::Tag tag;
  if (!reader.EnterTag(sequence, tag.number)) return false;
  if (!reader.More(sequence) || !Read(reader, tag.content)) return false;
  out = Any(std::move(tag));
  return reader.Leave(sequence);
}

}  // namespace

bool Read(Reader& reader, Any::Array& out) {
  Reader::Sequence sequence;
  out.clear();
  if (!reader.EnterArray(sequence)) return false;
  out.reserve(reader.ReserveHint(sequence, 1));
  while (reader.More(sequence)) {
    if (!Read(reader, out.emplace_back())) {
      return reader.InIndex(out.size() - 1);
    }
  }
  return reader.Leave(sequence);
}

bool Read(Reader& reader, Any::Map& out) {
  Reader::Sequence sequence;
  out.clear();
  if (!reader.EnterMap(sequence)) return false;
  out.reserve(reader.ReserveHint(sequence, 2));
  while (reader.More(sequence)) {
    auto& [key, value] = out.emplace_back();
    if (!Read(reader, key)) return false;
    if (!Read(reader, value)) return InAnyKey(reader, key);
  }
  return reader.Leave(sequence);
}

bool Read(Reader& reader, Any& out) {
  const Kind kind = reader.PeekKind();
  switch (kind) {
    case Kind::kNull:
    case Kind::kUndefined:
      return ReadNullValue(reader, kind, out);
    case Kind::kBool: {
      bool value = false;
      if (!reader.ReadBool(value)) return false;
      out = Any(value);
      return true;
    }
    case Kind::kInteger:
      return ReadIntegerValue(reader, out);
    case Kind::kFloat:
      return ReadFloatValue(reader, out);
    case Kind::kText: {
      std::string_view text;
      if (!reader.ReadTextView(text)) return false;
      out = Any(text);
      return true;
    }
    case Kind::kBytes: {
      Bytes bytes;
      if (!reader.ReadBytes(bytes)) return false;
      out = Any(std::move(bytes));
      return true;
    }
    case Kind::kArray:
      out = Any(Any::Array());
      return Read(reader, *out.AsArray());
    case Kind::kMap:
      out = Any(Any::Map());
      return Read(reader, *out.AsMap());
    case Kind::kTag:
      return ReadTagValue(reader, out);
    case Kind::kSimple: {
      uint8_t value = 0;
      if (!reader.ReadSimple(value)) return false;
      out = Any::Simple(value);
      return true;
    }
    case Kind::kEnd:
    case Kind::kInvalid:
      break;
  }
  return reader.Skip();  // which fails and says why
}

void Write(Writer& writer, const Any::Array& array) {
  writer.WriteArrayHead(array.size());
  for (const Any& element : array) Write(writer, element);
}

void Write(Writer& writer, const Any::Map& map) {
  writer.WriteMapHead(map.size());
  for (const auto& [key, value] : map) {
    Write(writer, key);
    Write(writer, value);
  }
}

void Write(Writer& writer, const Any& value) {
  switch (value.kind()) {
    case Kind::kUndefined:
      return writer.WriteUndefined();
    case Kind::kBool:
      return writer.WriteBool(*value.AsBool());
    case Kind::kInteger:
      return writer.WriteInteger(*value.AsInteger());
    case Kind::kFloat:
      return value.is_single()
                 ? writer.WriteFloat(static_cast<float>(*value.AsDouble()))
                 : writer.WriteDouble(*value.AsDouble());
    case Kind::kText:
      return writer.WriteText(*value.AsText());
    case Kind::kBytes:
      return writer.WriteBytes(*value.AsBytes());
    case Kind::kArray:
      return Write(writer, *value.AsArray());
    case Kind::kMap:
      return Write(writer, *value.AsMap());
    case Kind::kTag:
      writer.WriteTag(value.AsTag()->number);
      return Write(writer, value.AsTag()->content);
    case Kind::kSimple:
      return writer.WriteSimple(*value.AsSimple());
    default:
      return writer.WriteNull();
  }
}

}  // namespace noodles::cbor
