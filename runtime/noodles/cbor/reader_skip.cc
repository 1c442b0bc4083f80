// Reader::Skip: over one item and all that it holds, without recursion.
#include <vector>

#include "noodles/cbor/heads/head.h"
#include "noodles/cbor/reader.h"

namespace noodles::cbor {

namespace {

// Enough for nearly all input, so that the stack is allocated once.
constexpr size_t kUsualDepth = 16;

struct Level {
  Reader::Sequence sequence;
  uint8_t items_due = 0;  // of the element begun: the value after a key
};

// Moves on to the next item that is due, leaving the levels that are complete;
// false if none is left or an error occurs.
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

// The whole length of an item that holds no others, if its initial byte tells;
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

// An item that holds no others: neither array nor map nor unknown tag.
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
    const Kind kind = PeekKind();
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
