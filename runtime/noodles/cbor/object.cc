#include "noodles/cbor/object.h"

#include <bit>
#include <charconv>
#include <string>
#include <string_view>

#include "noodles/cbor/heads/format.h"

namespace noodles::cbor {
namespace {

using internal::ObjectProgress;

// Reads the next key after the fast comparison with the fields from `next` on
// has failed. Sets `field` to the field of the key, or to nullptr for an
// unknown key. False if the key is malformed.
[[gnu::noinline]] bool ReadKeyOutOfOrder(Reader& reader,
                                         const ObjectTable& table,
                                         const FieldEntry* next,
                                         const FieldEntry*& field) {
  const FieldEntry* const begin = table.fields.data();
  for (field = begin; field != next; ++field) {
    if (reader.TryReadText(field->key)) return true;
  }
  field = nullptr;
  if (!reader.IsText()) return reader.Skip();
  std::string_view key;
  if (!reader.ReadTextView(key)) return false;
  for (const FieldEntry& entry : table.fields) {
    if (entry.key.text() == key) field = &entry;
  }
  return true;
}

[[gnu::noinline]] bool FailDuplicate(Reader& reader, size_t key_offset) {
  return reader.Fail(DecodeErrorCode::kDuplicateKey, key_offset,
                     "each key once");
}

[[gnu::noinline]] bool FailConflict(Reader& reader, const ObjectTable& table,
                                    const FieldEntry& field,
                                    size_t key_offset) {
  const OneOfEntry& one_of = table.one_ofs[field.one_of - size_t{1}];
  const std::string expected = "only one of " + std::string(one_of.keys);
  return reader.Fail(DecodeErrorCode::kConflictingKeys, key_offset, expected);
}

[[gnu::noinline]] bool FailIncomplete(Reader& reader, const ObjectTable& table,
                                      size_t offset,
                                      const ObjectProgress& progress) {
  const uint64_t missing = table.required_fields & ~progress.fields;
  if (missing != 0) {
    const auto index = static_cast<size_t>(std::countr_zero(missing));
    return reader.Fail(DecodeErrorCode::kMissingKey, offset,
                       std::string(table.name) + " with the key " +
                           std::string(table.fields[index].key.text()));
  }
  const uint64_t open = table.required_one_ofs & ~progress.one_ofs;
  const auto index = static_cast<size_t>(std::countr_zero(open));
  return reader.Fail(DecodeErrorCode::kMissingAlternative, offset,
                     std::string(table.name) + " with " +
                         std::string(table.one_ofs[index - 1].keys));
}

// Reads the value of a field whose key has been read at `key_offset`.
inline bool ReadValue(Reader& reader, const ObjectTable& table,
                      const FieldEntry& field, size_t key_offset,
                      ObjectProgress& progress, void* object) {
  const uint64_t bit = uint64_t{1} << (&field - table.fields.data());
  if ((progress.fields & bit) != 0) [[unlikely]] {
    return FailDuplicate(reader, key_offset);
  }
  progress.fields |= bit;
  if (field.presence == Presence::kOptional && reader.TryReadNull()) {
    return true;
  }
  if (field.one_of != 0) {
    const uint64_t one_of_bit = uint64_t{1} << field.one_of;
    if ((progress.one_ofs & one_of_bit) != 0) [[unlikely]] {
      return FailConflict(reader, table, field, key_offset);
    }
    progress.one_ofs |= one_of_bit;
  }
  return field.read(reader, object) || reader.InKey(field.key.text());
}

}  // namespace

bool ReadObject(Reader& reader, const ObjectTable& table, void* object) {
  const size_t offset = reader.offset();
  Reader::Sequence map;
  if (!reader.EnterMap(map)) return false;
  return internal::ReadObjectRest(reader, table, map, offset, {}, object);
}

bool internal::ReadObjectRest(Reader& reader, const ObjectTable& table,
                              Reader::Sequence map, size_t offset,
                              ObjectProgress progress, void* object) {
  const FieldEntry* const begin = table.fields.data();
  const FieldEntry* const end = begin + table.fields.size();
  const FieldEntry* next = begin + std::bit_width(progress.fields);
  while (reader.More(map)) {
    const size_t key_offset = reader.offset();
    const FieldEntry* field = next;
    while (field != end && !reader.TryReadText(field->key)) ++field;
    if (field == end) [[unlikely]] {
      if (!ReadKeyOutOfOrder(reader, table, next, field)) return false;
      if (field == nullptr) {
        if (!reader.Skip()) return false;
        continue;
      }
    }
    if (!ReadValue(reader, table, *field, key_offset, progress, object))
        [[unlikely]] {
      return false;
    }
    next = field + 1;
  }
  if (!reader.Leave(map)) return false;
  if (progress.IsComplete(table)) [[likely]]
    return true;
  return FailIncomplete(reader, table, offset, progress);
}

bool internal::FailInField(Reader& reader, const ObjectTable& table,
                           ObjectProgress progress) {
  const auto last = static_cast<size_t>(std::bit_width(progress.fields)) - 1;
  return reader.InKey(table.fields[last].key.text());
}

bool ReadNumberText(Reader& reader, uint64_t& value) {
  const size_t offset = reader.offset();
  std::string_view text;
  if (!reader.ReadTextView(text)) return false;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc() && stop == end) return true;
  return reader.Fail(DecodeErrorCode::kWrongType, offset,
                     "a number, or the decimal text of one");
}

bool FailChoice(Reader& reader, Kind found,
                std::span<const Kind> alternatives) {
  std::string expected;
  for (const Kind alternative : alternatives) {
    if (!expected.empty()) expected += " or ";
    expected += ToString(alternative);
  }
  const size_t offset = reader.offset();
  const bool holds_items =
      found == Kind::kArray || found == Kind::kMap || found == Kind::kTag;
  // A truncated or malformed item is reported as that, not as a wrong type.
  if (!holds_items && !reader.Skip()) return false;
  return reader.Fail(DecodeErrorCode::kWrongType, offset, expected);
}

bool FailLength(Reader& reader, const Reader::Sequence& list, size_t size) {
  return reader.Fail(
      DecodeErrorCode::kWrongLength, list.offset,
      internal::Concatenate({"array of ", std::to_string(size)}));
}

bool Read(Reader& reader, std::vector<bool>& value) {
  Reader::Sequence list;
  if (!reader.EnterArray(list)) return false;
  value.reserve(reader.ReserveHint(list, 1));
  while (reader.More(list)) {
    bool element = false;
    if (!Read(reader, element)) return reader.InIndex(value.size());
    value.push_back(element);
  }
  return reader.Leave(list);
}

bool Read(Reader& reader, std::monostate&) {
  if (reader.TryReadNull()) return true;
  return reader.Fail(DecodeErrorCode::kWrongType, reader.offset(), "null");
}

}  // namespace noodles::cbor
