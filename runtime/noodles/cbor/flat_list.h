// Lists in which the places of a group repeat without brackets of their own:
// [from, to, from, to, ...].
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

// Reads groups, whose places are these members in order. Where `map_form` is
// given, an item that is a map is a whole group too. A list that ends inside a
// group is kWrongLength. The index in an error's path is that of the item.
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
