// Walks a NOODLES frame: `[number, content, number, content, ...]`.
//
//   FrameReader frame(bytes, limits);
//   while (frame.Next()) {
//     if (frame.number() == 4) Read(frame.content(), message) ... or
//     else frame.SkipContent();
//   }
//   if (auto error = frame.TakeError()) ...
//
// Thread-safety: one thread at a time. Ownership: the frame must outlive the
// FrameReader.
#ifndef NOODLES_CBOR_FRAME_READER_H_
#define NOODLES_CBOR_FRAME_READER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "noodles/base/bytes.h"
#include "noodles/cbor/error.h"
#include "noodles/cbor/limits.h"
#include "noodles/cbor/reader.h"

namespace noodles::cbor {

class FrameReader {
 public:
  FrameReader(const Bytes& frame, const DecodeLimits& limits);
  FrameReader(const FrameReader&) = delete;
  FrameReader& operator=(const FrameReader&) = delete;

  // Advances to the next message and reads its number. False at the end of the
  // frame and after an error; TakeError distinguishes the two.
  bool Next();
  uint64_t number() const { return number_; }

  // The Reader at the content of the message. Callers read exactly one item.
  Reader& content() { return reader_; }
  // Call it after reading the content has failed. Returns the error with its
  // path relative to the frame, and moves behind the content, so that the next
  // messages can be read.
  DecodeError TakeContentError();
  // Moves behind the content and returns its bytes; nullopt if the content is
  // malformed.
  std::optional<Bytes> SkipContent();

  // False after an error that ends the frame.
  bool ok() const { return !error_; }
  // The error that ended the frame; nullopt if the whole frame was read.
  std::optional<DecodeError> TakeError();

 private:
  bool Fail();
  bool FailEnd();
  bool FailTooMany();
  bool FailNumber();
  bool FailNoContent();

  Reader reader_;
  Reader::Sequence messages_;
  size_t max_messages_;
  // In the array of the frame: of the content; of the next number.
  size_t index_ = 0;
  size_t next_index_ = 0;
  uint64_t number_ = 0;
  size_t content_offset_ = 0;
  std::optional<DecodeError> error_;
};

inline FrameReader::FrameReader(const Bytes& frame, const DecodeLimits& limits)
    : reader_(frame, limits), max_messages_(limits.max_messages) {
  if (!reader_.EnterArray(messages_)) [[unlikely]]
    Fail();
}

inline bool FrameReader::Next() {
  if (error_) [[unlikely]]
    return false;
  index_ = next_index_;
  if (!reader_.More(messages_)) {
    if (reader_.ok() && reader_.at_end()) [[likely]]
      return false;
    return FailEnd();
  }
  if (index_ / 2 >= max_messages_) [[unlikely]]
    return FailTooMany();
  if (!reader_.ReadUint(number_)) [[unlikely]]
    return FailNumber();
  ++index_;
  if (!reader_.More(messages_)) [[unlikely]]
    return FailNoContent();
  next_index_ = index_ + 1;
  content_offset_ = reader_.offset();
  return true;
}

inline std::optional<DecodeError> FrameReader::TakeError() {
  if (!error_) [[likely]]
    return std::nullopt;
  return std::exchange(error_, std::nullopt);
}

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_FRAME_READER_H_
