// How messages are compressed (permessage-deflate, RFC 7692).
//
// Thread-safety: a plain value.
#ifndef NOODLES_TRANSPORT_DEFLATE_OPTIONS_H_
#define NOODLES_TRANSPORT_DEFLATE_OPTIONS_H_

#include <cstddef>

namespace noodles {

// Each message is compressed by itself, in both directions: a message to many
// clients is compressed once for all of them, and an idle connection holds no
// state.
struct DeflateOptions {
  // Off by default: compressing takes a hundred times as long as sending over a
  // fast network.
  bool is_on = false;

  // Smaller messages are sent as they are: they would gain nothing.
  size_t minimum_bytes = 1024;

  // 9 to 15: repetitions are found within 2 to the power of window_bits bytes.
  // A client that offers less gets no compression. Bounds the memory that
  // compressing a message takes.
  int window_bits = 15;

  // 1 (the fastest) to 9 (the smallest messages).
  int level = 1;
};

}  // namespace noodles

#endif  // NOODLES_TRANSPORT_DEFLATE_OPTIONS_H_
