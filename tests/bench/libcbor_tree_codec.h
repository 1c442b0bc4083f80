// libcbor's tree of items: built, serialized and freed; loaded, copied into the
// same structures and freed.
//
// Thread-safety: one thread at a time.
#ifndef NOODLES_TESTS_BENCH_LIBCBOR_TREE_CODEC_H_
#define NOODLES_TESTS_BENCH_LIBCBOR_TREE_CODEC_H_

#include <cstdint>
#include <span>
#include <vector>

#include "bench/payloads.h"

namespace noodles::bench {

class LibcborTreeCodec {
 public:
  // For MsgEntityUpdate, Scene, MsgBufferCreate and MsgSignalInvoke; see
  // linguine_codec.h.
  template <class Payload>
  std::span<const uint8_t> Encode(const Payload& payload);
  template <class Payload>
  bool Decode(const Bytes& frame, Payload& payload);

 private:
  std::vector<uint8_t> buffer_;
};

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_LIBCBOR_TREE_CODEC_H_
