#include "noodles/cbor/frame_reader.h"

#include <string>

namespace noodles::cbor {

bool FrameReader::Fail() {
  if (!error_ && !reader_.ok()) error_ = reader_.TakeError();
  return false;
}

// The end of the frame, or an error before it.
bool FrameReader::FailEnd() {
  if (reader_.Leave(messages_) && !reader_.at_end()) {
    reader_.Fail(DecodeErrorCode::kTrailingBytes, reader_.offset(),
                 "the end of the frame");
  }
  return Fail();
}

bool FrameReader::FailTooMany() {
  reader_.Fail(DecodeErrorCode::kLimitExceeded, reader_.offset(),
               "at most " + std::to_string(max_messages_) + " messages");
  return Fail();
}

bool FrameReader::FailNumber() {
  reader_.InIndex(index_);
  return Fail();
}

bool FrameReader::FailNoContent() {
  reader_.Fail(DecodeErrorCode::kWrongLength, messages_.offset,
               "a content for each message number",
               "an array of " + std::to_string(index_));
  return Fail();
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

}  // namespace noodles::cbor
