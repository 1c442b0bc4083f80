// Reader: construction, errors, containers. The other functions are in
// reader_numbers.cc, reader_strings.cc and reader_skip.cc.
#include "noodles/cbor/reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "noodles/cbor/heads/format.h"
#include "noodles/cbor/heads/head.h"
#include "noodles/cbor/heads/typed_array.h"

namespace noodles::cbor {

namespace {

// Bytes of a key that an error message shows.
constexpr size_t kKeyShown = 64;

// True for a key that is written into a path without quotes.
bool IsPlainKey(std::string_view key) {
  return !key.empty() && key.size() <= kKeyShown &&
         std::all_of(key.begin(), key.end(), [](char c) {
           return c > ' ' && c < 0x7f && c != '.' && c != '[' && c != ']' &&
                  c != '"';
         });
}

std::string_view CutKey(std::string_view key) {
  if (key.size() <= kKeyShown) return key;
  size_t shown = kKeyShown;
  while (shown > 0 && (key[shown] & 0xc0) == 0x80) --shown;
  return key.substr(0, shown);
}

}  // namespace

void Reader::Deleter::operator()(DecodeError* error) const { delete error; }
void Reader::Deleter::operator()(std::string* pieces) const { delete pieces; }
void Reader::Deleter::operator()(TypedArray* array) const { delete array; }

bool Reader::Fail(DecodeErrorCode code, size_t at_offset,
                  std::string_view expected, std::string_view found) {
  if (!ok()) return false;
  if (typed_array_ != nullptr) {
    // The error is at the typed array in the input.
    at_offset = typed_array_->offset;
    LeaveTypedArray();
    position_ = begin_ + at_offset;
  }
  error_.reset(new DecodeError());
  error_->code = code;
  error_->offset = at_offset;
  error_->expected = expected;
  error_->found =
      found.empty()
          ? internal::DescribeItem({begin_ + at_offset, size_ - at_offset})
          : std::string(found);
  end_ = position_;
  return false;
}

bool Reader::InKey(std::string_view key) {
  if (ok()) return false;
  error_->path.insert(
      0, IsPlainKey(key) ? internal::Concatenate({".", key})
                         : internal::Concatenate(
                               {"[", internal::QuoteText(CutKey(key)), "]"}));
  return false;
}

bool Reader::InIndex(size_t index) {
  if (ok()) return false;
  error_->path.insert(0,
                      internal::Concatenate({"[", std::to_string(index), "]"}));
  return false;
}

DecodeError Reader::TakeError() {
  if (ok()) return {};
  DecodeError error = std::move(*error_);
  if (error.path.starts_with('.')) error.path.erase(0, 1);
  return error;
}

void Reader::ResumeAt(size_t offset, size_t depth) {
  error_.reset();
  if (typed_array_ != nullptr) LeaveTypedArray();
  position_ = begin_ + std::min(offset, size_);
  end_ = begin_ + size_;
  depth_ = depth;
  items_left_ = std::min(limits_.max_items, size_);
}

Bytes Reader::SinceAsBytes(size_t start) const {
  const bool is_owned = owner_ != nullptr && typed_array_ == nullptr;
  return is_owned ? Bytes::Share(*owner_, Since(start))
                  : Bytes::Copy(Since(start));
}

bool Reader::NextHead(internal::Head& head, std::string_view expected) {
  while (ok()) {
    switch (internal::DecodeHead({position_, end_}, head)) {
      case internal::HeadStatus::kOk:
        break;
      case internal::HeadStatus::kTruncated:
        return Fail(DecodeErrorCode::kTruncated, offset(), expected);
      case internal::HeadStatus::kMalformed:
        return Fail(DecodeErrorCode::kMalformed, offset(), expected);
    }
    if (head.kind == Kind::kInvalid) {  // a break in a wrong place
      return Fail(DecodeErrorCode::kMalformed, offset(), expected);
    }
    if (head.kind != Kind::kTag) return true;
    const uint8_t* content = position_ + head.size;
    const bool is_uri = head.argument == internal::kUriTag &&
                        (content == end_ || (*content >> 5) == 3);
    if (head.argument != internal::kSelfDescribedTag && !is_uri) return true;
    position_ = content;
  }
  return false;
}

Kind Reader::PeekTagKind() {
  internal::Head head;
  while (internal::DecodeHead({position_, end_}, head) ==
         internal::HeadStatus::kOk) {
    if (head.kind != Kind::kTag) {
      return internal::kKindOfInitialByte[*position_];
    }
    const uint8_t* content = position_ + head.size;
    if (head.argument == internal::kUriTag && content != end_ &&
        (*content >> 5) == 3) {
      return Kind::kText;
    }
    if (internal::IsTypedArrayTag(head.argument) &&
        internal::HoldsElements(head.argument, {content, end_})) {
      return Kind::kArray;
    }
    if (head.argument != internal::kSelfDescribedTag) return Kind::kTag;
    position_ = content;
  }
  return position_ == end_ ? Kind::kEnd
                           : internal::kKindOfInitialByte[*position_];
}

bool Reader::TryReadNullSlow() {
  const Kind kind = PeekKind();
  if (kind != Kind::kNull && kind != Kind::kUndefined) return false;
  ++position_;
  return true;
}

bool Reader::CountItems(uint64_t items, size_t at_offset) {
  if (items <= items_left_) {
    items_left_ -= items;
    return true;
  }
  if (limits_.max_items < size_) {
    return Fail(DecodeErrorCode::kLimitExceeded, at_offset,
                internal::Concatenate(
                    {"at most ", std::to_string(limits_.max_items), " items"}));
  }
  return Fail(DecodeErrorCode::kTruncated, at_offset,
              "no more items than bytes in the input");
}

bool Reader::CheckNesting(size_t at_offset) {
  if (depth_ < limits_.max_depth) return true;
  return Fail(
      DecodeErrorCode::kLimitExceeded, at_offset,
      internal::Concatenate({"at most ", std::to_string(limits_.max_depth),
                             " levels of nesting"}));
}

bool Reader::EnterSlow(Sequence& sequence, Kind kind) {
  const std::string_view expected = ToString(kind);
  internal::Head head;
  if (!NextHead(head, expected)) return false;
  if (head.kind == Kind::kTag && kind == Kind::kArray &&
      internal::IsTypedArrayTag(head.argument)) {
    return EnterTypedArray(sequence, head);
  }
  if (head.kind != kind) return FailType(expected);
  sequence.remaining = head.argument;
  sequence.offset = offset();
  sequence.item_weight = kind == Kind::kMap ? 2 : 1;
  sequence.indefinite = head.indefinite;
  const size_t after = remaining() - head.size;
  if (head.argument > after / sequence.item_weight) {
    return Fail(DecodeErrorCode::kTruncated, offset(), expected,
                internal::Concatenate(
                    {internal::DescribeItem({position_, end_}), " with ",
                     std::to_string(after), " bytes left"}));
  }
  if (!CheckNesting(offset())) return false;
  if (!CountItems(head.argument * sequence.item_weight, offset())) return false;
  sequence.depth = ++depth_;
  position_ += head.size;
  return true;
}

// The elements are encoded as the items of an array, which the Reader reads
// instead of the input until More has returned false: typed arrays are rare,
// and no other function need know of them.
bool Reader::EnterTypedArray(Sequence& sequence, const internal::Head& tag) {
  const size_t start = offset();
  const uint64_t number = tag.argument;
  position_ += tag.size;
  internal::Head head;
  if (!NextHead(head, ToString(Kind::kBytes))) return false;
  if (head.kind != Kind::kBytes) {
    return Fail(DecodeErrorCode::kWrongType, start, ToString(Kind::kArray));
  }
  std::span<const uint8_t> payload = head.payload;
  if (head.indefinite) {
    if (!ReadPieces(head, limits_.max_byte_string_bytes)) return false;
    payload = {reinterpret_cast<const uint8_t*>(pieces_->data()),
               pieces_->size()};
  } else {
    position_ += head.size;
  }
  const size_t bytes = internal::TypedElementBytes(number);
  if (payload.size() % bytes != 0) {
    return Fail(
        DecodeErrorCode::kWrongLength, start,
        internal::Concatenate({"a typed array of whole elements of ",
                               std::to_string(bytes), " bytes"}),
        internal::Concatenate({std::to_string(payload.size()), " bytes"}));
  }
  const size_t count = payload.size() / bytes;
  if (!CheckNesting(start) || !CountItems(count, start)) return false;
  sequence.remaining = count;
  sequence.offset = start;
  sequence.depth = ++depth_;
  sequence.item_weight = 1;
  // So that More calls MoreSlow at the end.
  sequence.indefinite = true;
  typed_array_.reset(new TypedArray{begin_, position_, end_, size_, start,
                                    internal::EncodeElements(number, payload)});
  begin_ = typed_array_->items.data();
  position_ = begin_;
  size_ = typed_array_->items.size();
  end_ = begin_ + size_;
  return true;
}

void Reader::LeaveTypedArray() {
  begin_ = typed_array_->begin;
  position_ = typed_array_->position;
  end_ = typed_array_->end;
  size_ = typed_array_->size;
  typed_array_.reset();
}

bool Reader::EnterTag(Sequence& sequence, uint64_t& number) {
  const std::string_view expected = ToString(Kind::kTag);
  internal::Head head;
  if (!NextHead(head, expected)) return false;
  if (head.kind != Kind::kTag) return FailType(expected);
  if (!CheckNesting(offset()) || !CountItems(1, offset())) return false;
  number = head.argument;
  sequence.remaining = 1;
  sequence.offset = offset();
  sequence.depth = ++depth_;
  sequence.item_weight = 1;
  sequence.indefinite = false;
  position_ += head.size;
  return true;
}

bool Reader::MoreSlow(Sequence& sequence) {
  if (!ok() || !sequence.indefinite) return false;
  if (typed_array_ != nullptr) {
    LeaveTypedArray();
    sequence.indefinite = false;
    return false;
  }
  if (at_end()) {
    return Fail(DecodeErrorCode::kTruncated, offset(),
                sequence.item_weight == 2 ? "a key or a break"
                                          : "an element or a break");
  }
  if (*position_ != 0xff) {
    return CountItems(sequence.item_weight, offset());
  }
  ++position_;
  sequence.indefinite = false;
  return false;
}

}  // namespace noodles::cbor
