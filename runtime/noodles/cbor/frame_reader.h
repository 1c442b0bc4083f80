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

  Reader reader_;
  Reader::Sequence messages_;
  size_t max_messages_;
  size_t index_ = 0;  // of the content in the array of the frame
  uint64_t number_ = 0;
  size_t content_offset_ = 0;
  std::optional<DecodeError> error_;
  bool started_ = false;
};

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_FRAME_READER_H_
