// The codec of this toolkit, with the interface that the benchmarks use for
// each codec:
//
//   span = codec.Encode(payload)      one frame, valid until the next call
//   codec.Decode(frame, payload)      into a fresh (a Scene: cleared) value;
//                                     false on bad input
//
// Thread-safety: one thread at a time.
#ifndef NOODLES_TESTS_BENCH_LINGUINE_CODEC_H_
#define NOODLES_TESTS_BENCH_LINGUINE_CODEC_H_

#include <cstdint>
#include <span>

#include "bench/payloads.h"
#include "noodles/codec.h"

namespace noodles::bench {

class LinguineCodec {
 public:
  template <class Message>
  std::span<const uint8_t> Encode(const Message& message) {
    writer_.Clear();
    writer_.WriteArrayHead(2);
    AppendMessage(writer_, message);
    return writer_.view();
  }
  std::span<const uint8_t> Encode(const Scene& scene);

  template <class Message>
  bool Decode(const Bytes& frame, Message& message) {
    cbor::FrameReader reader(frame, {});
    return reader.Next() &&
           reader.number() == MessageTraits<Message>::kNumber &&
           Read(reader.content(), message) && !reader.Next() &&
           !reader.TakeError();
  }
  bool Decode(const Bytes& frame, Scene& scene);
  bool Decode(const Bytes& frame, FlatTable& table);

 private:
  cbor::Writer writer_;
};

// The same through Dispatch and a handler that keeps every message.
bool DispatchInto(const Bytes& frame, Scene& scene);

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_LINGUINE_CODEC_H_
