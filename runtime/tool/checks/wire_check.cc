#include "tool/checks/wire_check.h"

#include <noodles/protocol/traits.h>

#include <span>
#include <string>
#include <vector>

namespace noodles::tool {
namespace {

// The major types of RFC 8949, section 3.1.
enum Major : uint8_t {
  kUnsigned,
  kNegative,
  kBytes,
  kText,
  kArray,
  kMap,
  kTag,
  kSimpleOrFloat,
};
constexpr uint8_t kIndefinite = 31;
constexpr uint8_t kHalfFloat = 25;

struct ItemHead {
  Major major = kUnsigned;
  uint8_t info = 0;  // the low five bits of the initial byte
  uint64_t argument = 0;
};

class WireChecker {
 public:
  WireChecker(std::span<const uint8_t> input, FindingList& findings)
      : input_(input), findings_(findings) {}

  void Check() {
    ItemHead head;
    while (ReadHead(head)) {
      if (head.major == kSimpleOrFloat && head.info == kIndefinite) {
        if (open_.empty()) return;
        open_.pop_back();
        if (!CompleteItem()) return;
        continue;
      }
      if (!CheckItem(head)) return;
    }
  }

 private:
  // An array, a map or a string of indefinite length whose end has not been
  // reached.
  struct Open {
    Major major = kArray;
    bool is_indefinite = false;
    uint64_t remaining = 0;  // items; two for each pair of a map
    uint64_t done = 0;
    std::string key;
  };

  bool ReadHead(ItemHead& head) {
    if (position_ >= input_.size()) return false;
    const uint8_t initial = input_[position_++];
    head.major = static_cast<Major>(initial >> 5);
    head.info = initial & 31;
    head.argument = head.info;
    if (head.info < 24 || head.info == kIndefinite) return true;
    if (head.info > 27) return false;
    const size_t size = size_t{1} << (head.info - 24);
    if (input_.size() - position_ < size) return false;
    head.argument = 0;
    for (size_t i = 0; i < size; ++i) {
      head.argument = head.argument << 8 | input_[position_++];
    }
    return true;
  }

  // False if the rest of the frame cannot be checked.
  bool CheckItem(const ItemHead& head) {
    NoteMessage(head);
    const bool is_indefinite = head.info == kIndefinite;
    if (is_indefinite) {
      findings_.Add(Path(), "has an indefinite length", kStrictClients);
    }
    switch (head.major) {
      case kTag:
        findings_.Add(Path(),
                      "has the CBOR tag " + std::to_string(head.argument),
                      kColabrodoAndNoodlesPlusPlus);
        return true;  // the content of the tag is the item
      case kArray:
      case kMap:
        return Enter(head, is_indefinite);
      case kBytes:
      case kText:
        return is_indefinite ? Enter(head, true) : SkipString(head);
      case kSimpleOrFloat:
        if (head.info == kHalfFloat) {
          findings_.Add(Path(), "is a float of 16 bits",
                        "clients that read floats of 32 and 64 bits only");
        }
        break;
      default:
        break;
    }
    return CompleteItem();
  }

  bool Enter(const ItemHead& head, bool is_indefinite) {
    uint64_t items = head.argument;
    if (head.major == kMap) {
      if (items > input_.size()) return false;
      items *= 2;
    }
    open_.push_back({head.major, is_indefinite, items, 0, ""});
    if (!is_indefinite && items == 0) {
      open_.pop_back();
      return CompleteItem();
    }
    return true;
  }

  bool SkipString(const ItemHead& head) {
    if (input_.size() - position_ < head.argument) return false;
    const auto content =
        input_.subspan(position_, static_cast<size_t>(head.argument));
    position_ += content.size();
    if (!open_.empty() && open_.back().major == kMap &&
        open_.back().done % 2 == 0) {
      open_.back().key.assign(content.begin(), content.end());
    }
    return CompleteItem();
  }

  // Completes an item, and every enclosing array or map that ends with it.
  bool CompleteItem() {
    while (!open_.empty()) {
      Open& open = open_.back();
      ++open.done;
      if (open.is_indefinite || --open.remaining > 0) return true;
      open_.pop_back();
    }
    return false;
  }

  // The array of the frame holds a message number at each even index.
  void NoteMessage(const ItemHead& head) {
    if (open_.size() != 1 || open_.front().major != kArray) return;
    const uint64_t place = open_.front().done;
    if (place % 2 == 0 && head.major == kUnsigned) {
      findings_.GoToMessage(static_cast<size_t>(place / 2), head.argument,
                            ServerMessageName(head.argument));
    }
  }

  // The path inside the message, without the index in the frame's array.
  std::string Path() const {
    std::string path;
    for (size_t i = 1; i < open_.size(); ++i) {
      const Open& open = open_[i];
      if (open.major == kArray) {
        path += "[" + std::to_string(open.done) + "]";
      } else if (open.major == kMap) {
        path += "." + open.key;
      }
    }
    return path;
  }

  const std::span<const uint8_t> input_;
  FindingList& findings_;
  size_t position_ = 0;
  std::vector<Open> open_;
};

}  // namespace

void CheckWire(const Bytes& frame, FindingList& findings) {
  WireChecker({frame.data(), frame.size()}, findings).Check();
}

}  // namespace noodles::tool
