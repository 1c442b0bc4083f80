// Flat lists of groups: the members of all groups are elements of one array,
// such as [from, to, from, to, ...].
//
// Thread-safety: that of the Reader or Writer given.
#ifndef NOODLES_CBOR_FLAT_LIST_H_
#define NOODLES_CBOR_FLAT_LIST_H_

#include <cstddef>
#include <string>
#include <vector>

#include "noodles/cbor/object.h"
#include "noodles/cbor/reader.h"
#include "noodles/cbor/values.h"
#include "noodles/cbor/writer.h"

namespace noodles::cbor {

// Reads a flat list of groups with these members, in this order. If `map_form`
// is not nullptr, a map in the list is read as one whole group. A list that
// ends inside a group is kWrongLength. The index in the path of an error is
// that of the item in the array.
template <class Group, class... Types>
bool ReadFlatList(Reader& reader, std::vector<Group>& value,
                  const ObjectTable* map_form, Types Group::*... members) {
  const size_t offset = reader.offset();
  Reader::Sequence list;
  if (!reader.EnterArray(list)) return false;
  value.reserve(reader.ReserveHint(list, kMinimumEncodedSize<Group>) /
                sizeof...(members));
  size_t index = 0;
  while (reader.More(list)) {
    Group& group = value.emplace_back();
    if (map_form != nullptr && reader.IsMap()) {
      if (!ReadObject(reader, *map_form, &group)) return reader.InIndex(index);
      ++index;
      continue;
    }
    bool is_first = true;
    const auto place = [&](auto member) {
      if (!is_first && !reader.More(list)) return false;
      is_first = false;
      if (!Read(reader, group.*member)) return reader.InIndex(index);
      ++index;
      return true;
    };
    if (!(place(members) && ...)) {
      if (!reader.ok()) return false;
      return reader.Fail(
          DecodeErrorCode::kWrongLength, offset,
          "an array of groups of " + std::to_string(sizeof...(members)));
    }
  }
  return reader.Leave(list);
}

template <class Group, class... Types>
void WriteFlatList(Writer& writer, const std::vector<Group>& value,
                   Types Group::*... members) {
  writer.WriteArrayHead(value.size() * sizeof...(members));
  for (const Group& group : value) (Write(writer, group.*members), ...);
}

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_FLAT_LIST_H_
