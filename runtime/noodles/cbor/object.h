// Decodes maps with known keys, driven by a constant table for each structure;
// generated codecs consist of these tables.
//
// The decoder expects the keys in the order of the specification: from the
// table, the compiler makes straight code that compares with one key after the
// other. One function for all structures reads any other order, more slowly.
//
// Thread-safety: tables are constants; a read is as thread-safe as its Reader.
#ifndef NOODLES_CBOR_OBJECT_H_
#define NOODLES_CBOR_OBJECT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

#include "noodles/cbor/encoded_text.h"
#include "noodles/cbor/reader.h"
#include "noodles/cbor/values.h"

namespace noodles::cbor {

enum class Presence : uint8_t {
  kRequired,
  kOptional,          // null means absent
  kOptionalNullable,  // null is a value of the member
};

// One key and the function that reads its value into the structure.
struct FieldEntry {
  EncodedText key;
  bool (*read)(Reader& reader, void* object);
  Presence presence = Presence::kRequired;
  // 1 + the index of the one-of that the key belongs to; 0 for none. Different
  // spellings of one key are alternatives of one one-of.
  uint8_t one_of = 0;
};

// A one-of: a group of keys of which at most one may be present.
struct OneOfEntry {
  // The keys as an error message names them: "entity, table or plot".
  std::string_view keys;
  bool required = false;
};

namespace internal {

constexpr uint64_t RequiredFields(std::span<const FieldEntry> fields) {
  uint64_t mask = 0;
  for (size_t index = 0; index < fields.size(); ++index) {
    if (fields[index].presence == Presence::kRequired) {
      mask |= uint64_t{1} << index;
    }
  }
  return mask;
}

constexpr uint64_t RequiredOneOfs(std::span<const OneOfEntry> one_ofs) {
  uint64_t mask = 0;
  for (size_t index = 0; index < one_ofs.size(); ++index) {
    if (one_ofs[index].required) mask |= uint64_t{1} << (index + 1);
  }
  return mask;
}

}  // namespace internal

// The table of a structure: at most 64 keys, in the order of the specification,
// and at most 63 one-ofs. The masks are computed from the entries.
struct ObjectTable {
  std::string_view name;
  std::span<const FieldEntry> fields;
  std::span<const OneOfEntry> one_ofs = {};
  // Bit i of required_fields is field i; bit i + 1 of required_one_ofs is
  // one-of i.
  uint64_t required_fields = internal::RequiredFields(fields);
  uint64_t required_one_ofs = internal::RequiredOneOfs(one_ofs);
};

// Reads a map into `object`, which must be of the type that the table was made
// for. Skips unknown keys. Errors: those of the members' read functions,
// kDuplicateKey, kConflictingKeys (two alternatives of a one-of), kMissingKey,
// kMissingAlternative.
bool ReadObject(Reader& reader, const ObjectTable& table, void* object);

namespace internal {

// The members that ReadObject has read. Bit i of `fields` is field i; bit i + 1
// of `one_ofs` is one-of i.
struct ObjectProgress {
  uint64_t fields = 0;
  uint64_t one_ofs = 0;

  bool IsComplete(const ObjectTable& table) const {
    return (table.required_fields & ~fields) == 0 &&
           (table.required_one_ofs & ~one_ofs) == 0;
  }
};

// Reads the rest of a map that begins at `offset`, with keys in any order.
bool ReadObjectRest(Reader& reader, const ObjectTable& table,
                    Reader::Sequence map, size_t offset,
                    ObjectProgress progress, void* object);

// Adds the key of the last field to the path of the error. Returns false.
bool FailInField(Reader& reader, const ObjectTable& table,
                 ObjectProgress progress);

// Reads field `index` of the table if its key is next and `pairs` of the map
// are left. Leaves a second alternative of a one-of to ReadObjectRest. False
// after an error in the value.
template <const ObjectTable& table, size_t index>
[[gnu::always_inline]] inline bool ReadFieldIfNext(Reader& reader,
                                                   uint64_t& pairs,
                                                   ObjectProgress& progress,
                                                   void* object) {
  constexpr const FieldEntry& kField = table.fields[index];
  constexpr uint64_t kOneOfBit = uint64_t{1} << kField.one_of;
  if (pairs == 0) return true;
  if (kField.one_of != 0 && (progress.one_ofs & kOneOfBit) != 0) return true;
  if (!reader.TryReadText(kField.key)) return true;
  --pairs;
  progress.fields |= uint64_t{1} << index;
  if (kField.presence == Presence::kOptional && reader.TryReadNull()) {
    return true;
  }
  if (kField.one_of != 0) progress.one_ofs |= kOneOfBit;
  return kField.read(reader, object);
}

}  // namespace internal

// The same for a table that is a constant: the form that generated code uses.
template <const ObjectTable& table>
bool ReadObject(Reader& reader, void* object) {
  const size_t offset = reader.offset();
  uint64_t pairs = 0;
  if (!reader.TryEnterShortMap(pairs)) [[unlikely]] {
    return ReadObject(reader, table, object);
  }
  internal::ObjectProgress progress;
  const bool is_good = [&]<size_t... index>(std::index_sequence<index...>) {
    return (internal::ReadFieldIfNext<table, index>(reader, pairs, progress,
                                                    object) &&
            ...);
  }
  (std::make_index_sequence<table.fields.size()>());
  if (!is_good) [[unlikely]] {
    return internal::FailInField(reader, table, progress);
  }
  if (pairs == 0 && progress.IsComplete(table)) [[likely]] {
    reader.LeaveShortMap();
    return true;
  }
  return internal::ReadObjectRest(reader, table, reader.ShortMap(offset, pairs),
                                  offset, progress, object);
}

namespace internal {

template <class Class, class Value>
Class ClassOf(Value Class::*);

// object.*first.*rest..., where `object` points to the outermost structure.
template <auto first, auto... rest>
auto& Resolve(void* object) {
  using Outermost = decltype(ClassOf(first));
  auto& member = static_cast<Outermost*>(object)->*first;
  if constexpr (sizeof...(rest) == 0) {
    return member;
  } else {
    return Resolve<rest...>(&member);
  }
}

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

template <class T>
bool ReadInto(Reader& reader, T& value) {
  return Read(reader, value);
}

template <class T>
bool ReadInto(Reader& reader, std::optional<T>& value) {
  return Read(reader, value.emplace());
}

template <class... Ts>
bool ReadInto(Reader& reader, std::optional<std::variant<Ts...>>& value) {
  return Read(reader, value);
}

}  // namespace internal

// The functions of table entries. `path` is the chain of member pointers from
// the object to the member.

template <auto... path>
bool ReadMember(Reader& reader, void* object) {
  return internal::ReadInto(reader, internal::Resolve<path...>(object));
}

// Reads a list that must have at least one element.
template <auto... path>
bool ReadNonEmptyMember(Reader& reader, void* object) {
  auto& value = internal::Resolve<path...>(object);
  if constexpr (internal::kIsOptional<std::decay_t<decltype(value)>>) {
    return ReadNonEmpty(reader, value.emplace());
  } else {
    return ReadNonEmpty(reader, value);
  }
}

// Reads alternative `index` of the variant that holds a one-of.
template <size_t index, auto... path>
bool ReadAlternative(Reader& reader, void* object) {
  return Read(reader,
              internal::Resolve<path...>(object).template emplace<index>());
}

// Reads an unsigned integer, or a text with the decimal digits of one.
bool ReadNumberText(Reader& reader, uint64_t& value);

template <auto... path>
bool ReadNumberOrText(Reader& reader, void* object) {
  std::optional<uint64_t>& value = internal::Resolve<path...>(object);
  if (reader.IsText()) return ReadNumberText(reader, value.emplace());
  return Read(reader, value.emplace());
}

// Reads the first N numbers of an array; further ones are left out.
template <size_t N>
bool ReadStart(Reader& reader, std::array<float, N>& value) {
  const size_t offset = reader.offset();
  Reader::Sequence list;
  if (!reader.EnterArray(list)) return false;
  size_t index = 0;
  while (reader.More(list)) {
    float ignored = 0;
    if (!Read(reader, index < N ? value[index] : ignored)) {
      return reader.InIndex(index);
    }
    ++index;
  }
  if (reader.ok() && index < N) {
    return reader.Fail(DecodeErrorCode::kWrongLength, offset,
                       "an array of at least " + std::to_string(N));
  }
  return reader.Leave(list);
}

// Reads an array of numbers from an array that may be longer.
template <auto... path>
bool ReadStartOfArray(Reader& reader, void* object) {
  auto& value = internal::Resolve<path...>(object);
  if constexpr (requires { value.emplace(); }) {
    return ReadStart(reader, value.emplace());
  } else {
    return ReadStart(reader, value);
  }
}

// Reads an array of exactly these values, in this order.
template <class... Ts>
bool ReadArray(Reader& reader, Ts&... values) {
  const size_t offset = reader.offset();
  Reader::Sequence list;
  if (!reader.EnterArray(list)) return false;
  size_t index = 0;
  const auto element = [&](auto& value) {
    if (!reader.More(list)) return false;
    if (!Read(reader, value)) return reader.InIndex(index);
    ++index;
    return true;
  };
  const bool complete = (element(values) && ...);
  if (!reader.ok()) return false;
  if (!complete || reader.More(list)) {
    return reader.Fail(DecodeErrorCode::kWrongLength, offset,
                       "an array of " + std::to_string(sizeof...(values)));
  }
  return reader.Leave(list);
}

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_OBJECT_H_
