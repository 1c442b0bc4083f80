// Conditions and ranges of HTTP requests (RFC 9110, sections 13 and 14).
//
// Thread-safety: pure functions.
#ifndef NOODLES_TRANSPORT_HTTP_HTTP_RANGE_H_
#define NOODLES_TRANSPORT_HTTP_HTTP_RANGE_H_

#include <cstdint>
#include <string_view>

namespace noodles::transport_internal {

enum class RangeOutcome : uint8_t {
  // No range, a malformed one, one in another unit, or several: the whole
  // content
  // is sent, as RFC 9110, section 14.2 allows.
  kWhole,
  kPart,
  // The content ends before the range: 416.
  kUnsatisfiable,
};

struct ByteRange {
  uint64_t first = 0;
  uint64_t length = 0;
};

// Reads the field Range for content of `size` bytes (RFC 9110, section 14.2).
// Sets `range` for kPart only.
RangeOutcome ParseRange(std::string_view field, uint64_t size,
                        ByteRange& range);

// Whether weak tags match (RFC 9110, section 8.8.3.2): in If-None-Match they
// do.
enum class TagComparison : uint8_t { kStrong, kWeak };

// True if the list of entity tags in a field holds `tag`, which has its quotes,
// or is `*`.
bool NamesEntityTag(std::string_view field, std::string_view tag,
                    TagComparison comparison);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_HTTP_RANGE_H_
