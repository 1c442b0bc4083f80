// A codec written by hand for these payloads only, as fast as possible: keys
// and the heads around them are constants, memory is reserved once for each
// message, and keys must be in the order of the specification. The decoder
// checks bounds, kinds and UTF-8, as every decoder must, but has no limits of
// depth and of items, and takes no other order of keys. The encoder checks
// nothing: where the generated codecs look at each text for invalid UTF-8, it
// copies.
//
// Thread-safety: one thread at a time.
#ifndef NOODLES_TESTS_BENCH_HANDWRITTEN_CODEC_H_
#define NOODLES_TESTS_BENCH_HANDWRITTEN_CODEC_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "bench/payloads.h"

namespace noodles::bench {

class HandwrittenCodec {
 public:
  // See linguine_codec.h.
  std::span<const uint8_t> Encode(const MsgEntityUpdate& message);
  std::span<const uint8_t> Encode(const Scene& scene);
  std::span<const uint8_t> Encode(const MsgBufferCreate& message);
  std::span<const uint8_t> Encode(const MsgSignalInvoke& message);

  bool Decode(const Bytes& frame, MsgEntityUpdate& message);
  bool Decode(const Bytes& frame, Scene& scene);
  bool Decode(const Bytes& frame, MsgBufferCreate& message);
  bool Decode(const Bytes& frame, MsgSignalInvoke& message);
  bool Decode(const Bytes& frame, FlatTable& table);

 private:
  // The position after `used` bytes, with memory for `additional` more; keeps
  // the first `used` bytes.
  uint8_t* Room(size_t used, size_t additional);

  std::unique_ptr<uint8_t[]> buffer_;
  size_t capacity_ = 0;
};

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_HANDWRITTEN_CODEC_H_
