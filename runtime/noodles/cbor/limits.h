// Limits on the input of a decoder. Each limit names the attack that it stops.
#ifndef NOODLES_CBOR_LIMITS_H_
#define NOODLES_CBOR_LIMITS_H_

#include <cstddef>

namespace noodles::cbor {

// The decoder always refuses a length or count that is larger than the rest of
// the input. All limits apply to the input of one Reader.
struct DecodeLimits {
  // Nesting depth of arrays, maps and tags. Stops stack exhaustion by
  // `[[[[[...`, where each level costs the sender one byte. NOODLES structures
  // nest 7 deep; the rest is for values of the CDDL type any. A value above
  // kDepthCeiling counts as kDepthCeiling.
  size_t max_depth = 64;

  // Number of elements of all arrays, keys and values of all maps, and tagged
  // items together. Stops memory amplification: a null of one byte becomes 16
  // bytes as an Any and hundreds of bytes as a struct with optional members.
  size_t max_items = size_t{1} << 24;

  // UTF-8 bytes of one text. Stops a name or documentation text of hundreds of
  // megabytes, which would be copied, stored and sent to every client.
  size_t max_text_bytes = size_t{16} << 20;

  // Bytes of one byte string. Stops a byte string that fills the memory if it
  // is copied: in indefinite length, from base64, or from an input without an
  // owner.
  size_t max_byte_string_bytes = size_t{1} << 30;

  // Messages in one frame. Stops a frame of millions of small messages that
  // would occupy a server's document for seconds.
  size_t max_messages = size_t{1} << 20;
};

// The upper bound of DecodeLimits::max_depth. Values of the CDDL type any are
// read recursively, so this bounds the stack in use: 256 KiB in an optimised
// build, 768 KiB otherwise.
inline constexpr size_t kDepthCeiling = 1000;

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_LIMITS_H_
