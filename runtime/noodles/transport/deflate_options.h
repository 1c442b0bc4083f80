// How messages are compressed (permessage-deflate, RFC 7692): one plain struct.
#ifndef NOODLES_TRANSPORT_DEFLATE_OPTIONS_H_
#define NOODLES_TRANSPORT_DEFLATE_OPTIONS_H_

#include <cstddef>

namespace noodles {

// Each message is compressed by itself, in both directions: so one that goes to
// many clients is compressed once for all, and an idle connection holds no
// state.
struct DeflateOptions {
  // Off by default: compressing takes a hundred times as long as sending over a
  // fast network.
  bool is_on = false;

  // Smaller messages go as they are: they would gain nothing.
  size_t minimum_bytes = 1024;

  // How far back repetitions are looked for, 2^9 to 2^15 bytes; a client that
  // wants less gets no compression. Bounds the memory while one is compressed.
  int window_bits = 15;

  // 1, the fastest, to 9, the smallest.
  int level = 1;
};

}  // namespace noodles

#endif  // NOODLES_TRANSPORT_DEFLATE_OPTIONS_H_
