// How much of a sender's input is believed. Each limit names what it stops.
#ifndef NOODLES_CBOR_LIMITS_H_
#define NOODLES_CBOR_LIMITS_H_

#include <cstddef>

namespace noodles::cbor {

// Lengths and counts that exceed the input itself are refused without a limit:
// they cannot be true. Everything here is counted within one Reader's input.
struct DecodeLimits {
  // Nested arrays, maps and tags. Stops stack exhaustion by `[[[[[...`, where
  // each level costs the sender one byte. NOODLES itself nests 7 deep; the
  // rest is for values of type any. More than kDepthCeiling counts as that.
  size_t max_depth = 64;

  // Elements of all arrays, keys and values of all maps, tagged items. Stops
  // memory amplification: a one-byte null becomes 16 bytes as an Any and
  // hundreds as a struct with optional members.
  size_t max_items = size_t{1} << 24;

  // UTF-8 bytes of one text. Stops a name or document of hundreds of megabytes
  // that would be copied, kept and sent on to every client.
  size_t max_text_bytes = size_t{16} << 20;

  // Bytes of one byte string. Stops a buffer that fills memory where strings
  // are copied: in pieces (indefinite length), from base64, or from an input
  // without an owner to share.
  size_t max_byte_string_bytes = size_t{1} << 30;

  // Messages in one frame. Stops a frame of millions of tiny messages that
  // would hold a server's document for seconds.
  size_t max_messages = size_t{1} << 20;
};

// Values of type any are read recursively; this bounds the stack used, whatever
// a program puts into max_depth: a quarter of a mebibyte if optimised, three
// quarters if not.
inline constexpr size_t kDepthCeiling = 1000;

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_LIMITS_H_
