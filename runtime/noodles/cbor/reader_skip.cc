// Reader::Skip, which does not recurse.
#include <vector>

#include "noodles/cbor/heads/head.h"
#include "noodles/cbor/reader.h"

namespace noodles::cbor {

namespace {

// Nesting depth of nearly all input; the vector of levels is reserved once.
constexpr size_t kUsualDepth = 16;

struct Level {
  Reader::Sequence sequence;
  uint8_t items_due = 0;  // of the current element: the value after a key
};

// Closes the levels that are complete and advances to the next item. False if
// no item is left, or after an error.
bool NextItem(Reader& reader, std::vector<Level>& levels) {
  while (!levels.empty()) {
    Level& level = levels.back();
    if (level.items_due > 0) {
      --level.items_due;
      return true;
    }
    if (reader.More(level.sequence)) {
      level.items_due = level.sequence.item_weight - 1;
      return true;
    }
    if (!reader.Leave(level.sequence)) return false;
    levels.pop_back();
  }
  return false;
}

// The length of an item without contents, if its initial byte determines it;
// otherwise 0.
size_t PlainItemBytes(uint8_t initial) {
  constexpr size_t kHeadBytes[] = {2, 3, 5, 9};
  const size_t information = initial & 31;
  const bool is_string = initial >= 0x40 && initial < 0x80;
  if (information < 24) return is_string ? 1 + information : 1;
  if (information > 27 || is_string || initial == 0xf8) return 0;
  return kHeadBytes[information - 24];
}

}  // namespace

// Skips an item without contents: no array, no map, no tag that is kept.
bool Reader::SkipPlain() {
  const bool is_tag = !at_end() && (*position_ >> 5) == 6;
  const size_t bytes = at_end() || is_tag ? 0 : PlainItemBytes(*position_);
  if (bytes != 0 && bytes <= remaining()) {
    position_ += bytes;
    return true;
  }
  internal::Head head;
  if (!NextHead(head, "an item")) return false;
  if (head.indefinite) return SkipPieces(head);
  position_ += head.size;
  return true;
}

bool Reader::Skip() {
  std::vector<Level> levels;
  do {
    Sequence opened;
    uint64_t tag_number = 0;
    Kind kind = PeekKind();
    if (kind == Kind::kArray && IsTypedArray()) kind = Kind::kTag;
    bool entered = true;
    switch (kind) {
      case Kind::kArray:
        entered = EnterArray(opened);
        break;
      case Kind::kMap:
        entered = EnterMap(opened);
        break;
      case Kind::kTag:
        entered = EnterTag(opened, tag_number);
        break;
      default:
        if (!SkipPlain()) return false;
        continue;
    }
    if (!entered) return false;
    if (levels.empty()) levels.reserve(kUsualDepth);
    levels.push_back({opened});
  } while (NextItem(*this, levels));
  return ok();
}

}  // namespace noodles::cbor
