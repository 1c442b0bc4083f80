// A codec written by hand for exactly these payloads, as fast as it gets: keys
// with the heads around them are constants, room is checked once per message,
// keys are expected in the order of the specification and nothing else is
// understood. It checks what any decoder must: bounds, kinds, UTF-8.
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
  // Where `additional` bytes fit after the first `used`, which are kept.
  uint8_t* Room(size_t used, size_t additional);

  std::unique_ptr<uint8_t[]> buffer_;
  size_t capacity_ = 0;
};

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_HANDWRITTEN_CODEC_H_
