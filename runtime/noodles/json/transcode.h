// CBOR to JSON and back, without loss.
//
// Values that JSON has keep their form: null, booleans, integers, floats,
// texts, arrays, and maps with texts as keys (in order). A float always has a
// point or an exponent, and the fewest digits that give the same number at its
// own width. Any other value becomes an object whose first key begins with a
// dollar sign:
//
//   {"$bytes": "base64"}            a byte string
//   {"$float": "NaN"}               also "Infinity" and "-Infinity"
//   {"$integer": "-1844674407..."}  an integer below -2^63
//   {"$map": [[key, value], ...]}   a map with keys that are no texts
//   {"$simple": 16}                 a simple value without a meaning
//   {"$tag": 4, "$value": ...}      a tagged item
//   {"$undefined": true}
//
// A key of a map that begins with a dollar sign gets a second dollar sign. The
// width of a float in a value of the CDDL type any is not kept: it comes back
// as a float64 with the same decimal digits.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_JSON_TRANSCODE_H_
#define NOODLES_JSON_TRANSCODE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/cbor/any.h"
#include "noodles/cbor/limits.h"

namespace noodles {

struct JsonOptions {
  // Spaces for each level. Negative: the whole text on one line.
  int indentation = -1;

  // Bytes of JSON text that are read. Stops an input that fills the memory.
  size_t max_text_bytes = size_t{1} << 30;

  // Limits on CBOR input; max_depth also limits the nesting of JSON.
  cbor::DecodeLimits limits{};
};

// Errors: InvalidArgument with path and byte offset for invalid CBOR;
// ResourceExhausted beyond a limit.
absl::StatusOr<std::string> CborToJson(const Bytes& cbor,
                                       const JsonOptions& options = {});

// Errors: InvalidArgument with line and column for a syntax error, and with the
// path for a duplicate key, a number outside the range of CBOR integers, or an
// invalid `$` object; ResourceExhausted beyond a limit.
absl::StatusOr<Bytes> JsonToCbor(std::string_view json,
                                 const JsonOptions& options = {});

// The same conversions for values in memory.
std::string ToJson(const cbor::Any& value, const JsonOptions& options = {});
absl::StatusOr<cbor::Any> AnyFromJson(std::string_view json,
                                      const JsonOptions& options = {});

}  // namespace noodles

#endif  // NOODLES_JSON_TRANSCODE_H_
