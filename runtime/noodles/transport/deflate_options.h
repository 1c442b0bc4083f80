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

  // 9 to 15: repetitions are found within 2 to the power of window_bits bytes;
  // less for a client that asks for less. Bounds the memory that compressing a
  // message takes.
  int window_bits = 15;

  // 1 (the fastest) to 9 (the smallest messages).
  int level = 1;

  // A received message that unpacks to more than `free_unpacked_bytes` may
  // become at most this many times as long as it came; a longer one closes the
  // connection with 1009. Stops peers that spend a kilobyte to make this
  // program unpack a megabyte. 0: any number.
  size_t max_unpack_ratio = 100;

  // Bytes; see max_unpack_ratio. Small messages of zeros are still taken.
  size_t free_unpacked_bytes = size_t{1} << 20;

  // Bytes that are unpacked for one connection before the other connections of
  // its thread get a turn. Stops a large message from delaying them. At
  // least 1.
  size_t unpack_turn_bytes = size_t{256} << 10;
};

}  // namespace noodles

#endif  // NOODLES_TRANSPORT_DEFLATE_OPTIONS_H_
