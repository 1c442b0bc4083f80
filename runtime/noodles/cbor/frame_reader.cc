#include "noodles/cbor/frame_reader.h"

#include <string>
#include <utility>

namespace noodles::cbor {

FrameReader::FrameReader(const Bytes& frame, const DecodeLimits& limits)
    : reader_(frame, limits), max_messages_(limits.max_messages) {}

bool FrameReader::Fail() {
  if (!error_ && !reader_.ok()) error_ = reader_.TakeError();
  return false;
}

bool FrameReader::Next() {
  if (error_) return false;
  if (!started_) {
    started_ = true;
    if (!reader_.EnterArray(messages_)) return Fail();
  } else {
    ++index_;
  }
  if (!reader_.More(messages_)) {
    if (reader_.Leave(messages_) && !reader_.at_end()) {
      reader_.Fail(DecodeErrorCode::kTrailingBytes, reader_.offset(),
                   "the end of the frame");
    }
    return Fail();
  }
  const size_t offset = reader_.offset();
  if (index_ / 2 >= max_messages_) {
    reader_.Fail(DecodeErrorCode::kLimitExceeded, offset,
                 "at most " + std::to_string(max_messages_) + " messages");
    return Fail();
  }
  if (!reader_.ReadUint(number_)) {
    reader_.InIndex(index_);
    return Fail();
  }
  ++index_;
  if (!reader_.More(messages_)) {
    reader_.Fail(DecodeErrorCode::kWrongLength, messages_.offset,
                 "a content for each message number",
                 "an array of " + std::to_string(index_));
    return Fail();
  }
  content_offset_ = reader_.offset();
  return true;
}

DecodeError FrameReader::TakeContentError() {
  reader_.InIndex(index_);
  DecodeError error = reader_.TakeError();
  reader_.ResumeAt(content_offset_, messages_.depth);
  if (!reader_.Skip()) {
    reader_.InIndex(index_);
    Fail();
  }
  return error;
}

std::optional<Bytes> FrameReader::SkipContent() {
  if (!reader_.Skip()) {
    reader_.InIndex(index_);
    Fail();
    return std::nullopt;
  }
  return reader_.SinceAsBytes(content_offset_);
}

std::optional<DecodeError> FrameReader::TakeError() {
  return std::exchange(error_, std::nullopt);
}

}  // namespace noodles::cbor
