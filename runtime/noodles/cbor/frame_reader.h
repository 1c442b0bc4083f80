// Walks a NOODLES frame: `[number, content, number, content, ...]`.
//
//   FrameReader frame(bytes, limits);
//   while (frame.Next()) {
//     if (frame.number() == 4) Read(frame.content(), message) ... or
//     else frame.SkipContent();
//   }
//   if (auto error = frame.TakeError()) ...
//
// Thread-safety: one thread at a time. Ownership: the frame must outlive it.
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

  // Goes to the next message and reads its number. False at the end of the
  // frame, and where it can't be read any further: TakeError tells which.
  bool Next();
  uint64_t number() const { return number_; }

  // Where the content of the message is to be read from: exactly one item.
  Reader& content() { return reader_; }
  // After reading the content failed: the error, its path seen from the frame.
  // Goes behind the content, so that the messages that follow can be read.
  DecodeError TakeContentError();
  // Goes behind the content; its bytes, or nothing where they are malformed.
  std::optional<Bytes> SkipContent();

  // What ended the frame before its end; nothing where all of it was read.
  std::optional<DecodeError> TakeError();

 private:
  bool Fail();

  Reader reader_;
  Reader::Sequence messages_;
  size_t max_messages_;
  size_t index_ = 0;  // of the content in the frame's array, once there is one
  uint64_t number_ = 0;
  size_t content_offset_ = 0;
  std::optional<DecodeError> error_;
  bool started_ = false;
};

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_FRAME_READER_H_
