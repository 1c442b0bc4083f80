#include "noodles/cbor/any_codec.h"

#include <string_view>
#include <utility>

namespace noodles::cbor {

namespace {

// Adds a key to the path of the error: a text as it is, any other key in
// diagnostic notation.
bool InAnyKey(Reader& reader, const Any& key) {
  if (const auto text = key.AsText()) return reader.InKey(*text);
  return reader.InKey(key.ToString());
}

bool ReadTagValue(Reader& reader, Any& out) {
  Reader::Sequence sequence;
  Any::Tag tag;
  if (!reader.EnterTag(sequence, tag.number)) return false;
  if (!reader.More(sequence) || !Read(reader, tag.content)) return false;
  out = Any(std::move(tag));
  return reader.Leave(sequence);
}

// Reads a float and passes it to `put` as float or double. A float of 16 bits
// is passed as float.
template <class Put>
bool ReadFloatValue(Reader& reader, Put put) {
  double number = 0;
  const size_t start = reader.offset();
  if (!reader.ReadDouble(number)) return false;
  // A float64 has nine bytes; shorter floats fit into 32 bits.
  if (reader.offset() - start == 9) return put(number);
  return put(static_cast<float>(number));
}

// Reads an item that contains no other items and passes its value to `put`,
// which returns true.
template <class Put>
bool ReadLeaf(Reader& reader, Kind kind, Put put) {
  switch (kind) {
    case Kind::kInteger: {
      Integer number;
      return reader.ReadInteger(number) && put(number);
    }
    case Kind::kFloat:
      return ReadFloatValue(reader, put);
    case Kind::kText: {
      std::string_view text;
      return reader.ReadTextView(text) && put(text);
    }
    case Kind::kBytes: {
      Bytes bytes;
      return reader.ReadBytes(bytes) && put(std::move(bytes));
    }
    case Kind::kBool: {
      bool value = false;
      return reader.ReadBool(value) && put(value);
    }
    case Kind::kNull:
      return reader.TryReadNull() && put(nullptr);
    case Kind::kUndefined:
      return reader.TryReadNull() && put(Any::Undefined());
    case Kind::kSimple: {
      uint8_t value = 0;
      return reader.ReadSimple(value) && put(Any::Simple(value));
    }
    default:
      return reader.Skip();  // fails, and records the reason
  }
}

bool HoldsItems(Kind kind) {
  return kind == Kind::kArray || kind == Kind::kMap || kind == Kind::kTag;
}

}  // namespace

bool ReadElements(Reader& reader, Any::Array& out) {
  Reader::Sequence sequence;
  if (!reader.EnterArray(sequence)) return false;
  if (out.capacity() == 0) out.reserve(reader.ReserveHint(sequence, 1));
  const auto append = [&out](auto&& value) {
    out.emplace_back(std::forward<decltype(value)>(value));
    return true;
  };
  for (size_t index = 0; reader.More(sequence); ++index) {
    const Kind kind = reader.PeekKind();
    const bool read = HoldsItems(kind) ? Read(reader, out.emplace_back())
                                       : ReadLeaf(reader, kind, append);
    if (!read) return reader.InIndex(index);
  }
  return reader.Leave(sequence);
}

bool Read(Reader& reader, Any::Array& out) {
  out.clear();
  return ReadElements(reader, out);
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
    case Kind::kArray:
      out = Any(Any::Array());
      return Read(reader, *out.AsArray());
    case Kind::kMap:
      out = Any(Any::Map());
      return Read(reader, *out.AsMap());
    case Kind::kTag:
      return ReadTagValue(reader, out);
    default:
      return ReadLeaf(reader, kind, [&out](auto&& value) {
        out = Any(std::forward<decltype(value)>(value));
        return true;
      });
  }
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
