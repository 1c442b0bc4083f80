// The one decoder of maps with known keys, driven by a small table for each
// structure. Generated codecs are these tables.
//
// A sender that writes keys in the order of the specification is guessed right
// each time: a member is found with one comparison. Any other order works too.
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
  kOptionalNullable,  // null is a value
};

// One key and the function that reads its value into the structure.
struct FieldEntry {
  EncodedText key;
  bool (*read)(Reader& reader, void* object);
  Presence presence = Presence::kRequired;
  // 1 + the index of the one-of that it belongs to, or 0. Spellings of the
  // same key are alternatives of one one-of.
  uint8_t one_of = 0;
};

// Keys of which at most one may be there.
struct OneOfEntry {
  // For error messages: "entity, table or plot".
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

// A structure: at most 64 keys, in the order of the specification, and at most
// 63 one-ofs. The masks follow from the entries.
struct ObjectTable {
  std::string_view name;
  std::span<const FieldEntry> fields;
  std::span<const OneOfEntry> one_ofs = {};
  // Bit i: field i. Bit i + 1: one-of i.
  uint64_t required_fields = internal::RequiredFields(fields);
  uint64_t required_one_ofs = internal::RequiredOneOfs(one_ofs);
};

// Reads a map into `object`, whose type the table's functions know. Errors:
// what the members' readers say, kDuplicateKey, kConflictingKeys (two of a
// one-of), kMissingKey, kMissingAlternative. Unknown keys are skipped.
bool ReadObject(Reader& reader, const ObjectTable& table, void* object);

namespace internal {

template <class Class, class Value>
Class ClassOf(Value Class::*);

// object.*first.*second..., from a pointer to the outermost.
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

// The functions of table entries. `path` leads from the object to the member.

template <auto... path>
bool ReadMember(Reader& reader, void* object) {
  return internal::ReadInto(reader, internal::Resolve<path...>(object));
}

// A list with at least one element.
template <auto... path>
bool ReadNonEmptyMember(Reader& reader, void* object) {
  return ReadNonEmpty(reader, internal::Resolve<path...>(object));
}

// Alternative `index` of the variant that holds a one-of.
template <size_t index, auto... path>
bool ReadAlternative(Reader& reader, void* object) {
  return Read(reader,
              internal::Resolve<path...>(object).template emplace<index>());
}

// A number, or the decimal text of one.
bool ReadNumberText(Reader& reader, uint64_t& value);

template <auto... path>
bool ReadNumberOrText(Reader& reader, void* object) {
  std::optional<uint64_t>& value = internal::Resolve<path...>(object);
  if (reader.IsText()) return ReadNumberText(reader, value.emplace());
  return Read(reader, value.emplace());
}

// Reads an array of exactly these values, in order.
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
