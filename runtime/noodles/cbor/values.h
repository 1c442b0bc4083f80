// Read and Write for the C++ types of generated members: scalars, texts, bytes,
// identifiers, arrays, vectors, maps, and choices of them. Structures and
// enumerations have generated overloads of the same names.
//
// Every Read expects a default-constructed value and returns false with the
// error recorded in the reader. Every Write writes one item.
//
// Thread-safety: that of the Reader or Writer given.
#ifndef NOODLES_CBOR_VALUES_H_
#define NOODLES_CBOR_VALUES_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/base/id.h"
#include "noodles/cbor/any_codec.h"
#include "noodles/cbor/kind_of.h"
#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/cbor/reader.h"
#include "noodles/cbor/writer.h"

namespace noodles::cbor {

// ---- Read

inline bool Read(Reader& reader, bool& value) { return reader.ReadBool(value); }
inline bool Read(Reader& reader, uint64_t& value) {
  return reader.ReadUint(value);
}
inline bool Read(Reader& reader, uint32_t& value) {
  return reader.ReadUint32(value);
}
inline bool Read(Reader& reader, int64_t& value) {
  return reader.ReadInt(value);
}
inline bool Read(Reader& reader, float& value) {
  return reader.ReadFloat(value);
}
inline bool Read(Reader& reader, double& value) {
  return reader.ReadDouble(value);
}
inline bool Read(Reader& reader, std::string& value) {
  return reader.ReadText(value);
}
inline bool Read(Reader& reader, Bytes& value) {
  return reader.ReadBytes(value);
}
bool Read(Reader& reader, std::monostate& value);  // null

template <auto kind>
bool Read(Reader& reader, Id<kind>& value) {
  return reader.ReadIdPair(value.slot, value.gen);
}

template <size_t N>
bool Read(Reader& reader, std::array<float, N>& value) {
  return reader.ReadFloats(value);
}

inline bool Read(Reader& reader, std::vector<float>& value) {
  return reader.ReadFloatList(value);
}

// Fails at the array `list`, which has not `size` elements.
bool FailLength(Reader& reader, const Reader::Sequence& list, size_t size);

template <class T, size_t N>
bool Read(Reader& reader, std::array<T, N>& value) {
  Reader::Sequence list;
  if (!reader.EnterArray(list)) return false;
  if (!list.indefinite && list.remaining != N) {
    return FailLength(reader, list, N);
  }
  for (size_t i = 0; i < N; ++i) {
    if (!reader.More(list)) return FailLength(reader, list, N);
    if (!Read(reader, value[i])) return reader.InIndex(i);
  }
  if (reader.More(list)) return FailLength(reader, list, N);
  return reader.Leave(list);
}

template <class T>
bool Read(Reader& reader, std::vector<T>& value) {
  Reader::Sequence list;
  if (!reader.EnterArray(list)) return false;
  value.reserve(reader.ReserveHint(list, kMinimumEncodedSize<T>));
  while (reader.More(list)) {
    if (!Read(reader, value.emplace_back())) {
      return reader.InIndex(value.size() - 1);
    }
  }
  return reader.Leave(list);
}

// Its elements are bits, which have no address.
bool Read(Reader& reader, std::vector<bool>& value);

// Reads a list that must have at least one element.
template <class T>
bool ReadNonEmpty(Reader& reader, std::vector<T>& value) {
  const size_t offset = reader.offset();
  if (!Read(reader, value)) return false;
  if (!value.empty()) return true;
  return reader.Fail(DecodeErrorCode::kWrongLength, offset,
                     "an array of at least 1");
}

template <class T>
bool Read(Reader& reader, std::map<std::string, T>& value) {
  Reader::Sequence map;
  if (!reader.EnterMap(map)) return false;
  while (reader.More(map)) {
    const size_t offset = reader.offset();
    std::string key;
    if (!reader.ReadText(key)) return false;
    const auto [place, is_new] = value.try_emplace(std::move(key));
    if (!is_new) {
      return reader.Fail(DecodeErrorCode::kDuplicateKey, offset,
                         "each key once");
    }
    if (!Read(reader, place->second)) return reader.InKey(place->first);
  }
  return reader.Leave(map);
}

// True if ReadChoice reads an item of kind `found` as a T. An integer is
// accepted for a float if no alternative is an integer.
template <class T, class... Ts>
constexpr bool Accepts(Kind found) {
  if (found == kKindOf<T>) return true;
  constexpr bool kHasInteger = ((kKindOf<Ts> == Kind::kInteger) || ...);
  return found == Kind::kInteger && kKindOf<T> == Kind::kFloat && !kHasInteger;
}

// Fails at the next item, whose kind `found` matches no alternative of a
// choice.
bool FailChoice(Reader& reader, Kind found, std::span<const Kind> alternatives);

// Reads a choice: the kind of the item selects the alternative. `make` takes
// the std::type_identity of the alternative and returns the value to read into.
template <class... Ts, class Make>
bool ReadChoice(Reader& reader, Make make) {
  Kind found = reader.PeekKind();
  bool matched = false;
  bool read = false;
  const auto attempt = [&]<class T>(std::type_identity<T> type) {
    if (matched || !Accepts<T, Ts...>(found)) return;
    matched = true;
    read = Read(reader, make(type));
  };
  (attempt(std::type_identity<Ts>()), ...);
  if (!matched && found == Kind::kArray && reader.IsTypedArray()) {
    found = Kind::kBytes;
    (attempt(std::type_identity<Ts>()), ...);
  }
  if (matched) return read;
  static constexpr Kind kAlternatives[] = {kKindOf<Ts>...};
  return FailChoice(reader, found, kAlternatives);
}

template <class... Ts>
bool Read(Reader& reader, std::variant<Ts...>& value) {
  return ReadChoice<Ts...>(reader, [&]<class T>(std::type_identity<T>) -> T& {
    return value.template emplace<T>();
  });
}

// Constructs the selected alternative only.
template <class... Ts>
bool Read(Reader& reader, std::optional<std::variant<Ts...>>& value) {
  return ReadChoice<Ts...>(reader, [&]<class T>(std::type_identity<T>) -> T& {
    return std::get<T>(value.emplace(std::in_place_type<T>));
  });
}

// Reads a text as an enumeration; FromString is generated with the enumeration.
template <class Enumeration>
bool ReadEnumeration(Reader& reader, Enumeration& value,
                     std::string_view expected) {
  const size_t offset = reader.offset();
  std::string_view text;
  if (!reader.ReadTextView(text)) return false;
  if (FromString(text, value)) return true;
  return reader.Fail(DecodeErrorCode::kUnknownValue, offset, expected);
}

// ---- Write

inline void Write(Writer& writer, bool value) { writer.WriteBool(value); }
inline void Write(Writer& writer, uint64_t value) { writer.WriteUint(value); }
inline void Write(Writer& writer, uint32_t value) { writer.WriteUint(value); }
inline void Write(Writer& writer, int64_t value) { writer.WriteInt(value); }
inline void Write(Writer& writer, float value) { writer.WriteFloat(value); }
inline void Write(Writer& writer, double value) { writer.WriteDouble(value); }
inline void Write(Writer& writer, const std::string& value) {
  writer.WriteText(value);
}
inline void Write(Writer& writer, const Bytes& value) {
  writer.WriteBytes(value);
}
inline void Write(Writer& writer, std::monostate) { writer.WriteNull(); }

template <auto kind>
void Write(Writer& writer, const Id<kind>& value) {
  writer.WriteIdPair(value.slot, value.gen);
}

template <size_t N>
void Write(Writer& writer, const std::array<float, N>& value) {
  writer.WriteFloats(value);
}

template <class T, size_t N>
void Write(Writer& writer, const std::array<T, N>& value) {
  writer.WriteArrayHead(N);
  for (const T& element : value) Write(writer, element);
}

inline void Write(Writer& writer, const std::vector<float>& value) {
  writer.WriteFloats(std::span<const float>(value));
}

// Writes elements of a bounded size, without the head of their array, with one
// bounds check for several.
template <class T>
void WriteSmallElements(Writer& writer, const std::vector<T>& value) {
  constexpr size_t kAtOnce = 32;
  for (size_t begin = 0; begin < value.size(); begin += kAtOnce) {
    const size_t end = std::min(begin + kAtOnce, value.size());
    uint8_t* to = writer.Room((end - begin) * kRoomFor<T>);
    for (size_t i = begin; i < end; ++i) to = Store(to, value[i]);
    writer.Advance(to);
  }
}

template <class T>
void Write(Writer& writer, const std::vector<T>& value) {
  writer.WriteArrayHead(value.size());
  if constexpr (kRoomFor<T> != 0) {
    WriteSmallElements(writer, value);
  } else {
    for (const T& element : value) Write(writer, element);
  }
}

template <class T>
void Write(Writer& writer, const std::map<std::string, T>& value) {
  writer.WriteMapHead(value.size());
  for (const auto& [key, element] : value) {
    writer.WriteText(key);
    Write(writer, element);
  }
}

template <class... Ts>
void Write(Writer& writer, const std::variant<Ts...>& value) {
  std::visit([&](const auto& alternative) { Write(writer, alternative); },
             value);
}

// Writes a key of a map and its value.
template <size_t N, class T>
void WriteMember(Writer& writer, const char (&key)[N], const T& value) {
  if constexpr (kRoomFor<T> != 0) {
    uint8_t* to = writer.Room(kKeyBytes<N> + kRoomFor<T>);
    writer.Advance(Store(StoreKey(to, key), value));
  } else {
    writer.Advance(StoreKey(writer.Room(kKeyBytes<N>), key));
    Write(writer, value);
  }
}

template <size_t N, class... Ts>
void WriteMember(Writer& writer, const char (&key)[N],
                 const std::variant<Ts...>& value) {
  std::visit(
      [&](const auto& alternative) { WriteMember(writer, key, alternative); },
      value);
}

// Writes the head of a map of `members` pairs and the first pair, the id.
template <auto kind>
void WriteHeadAndId(Writer& writer, size_t members, const Id<kind>& id) {
  uint8_t* to =
      writer.Room(kLongestHead + kKeyBytes<sizeof("id")> + kRoomFor<Id<kind>>);
  to = StoreHead<5>(to, members);
  writer.Advance(Store(StoreKey(to, "id"), id));
}

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_VALUES_H_
