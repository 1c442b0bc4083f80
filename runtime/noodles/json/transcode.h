// CBOR to JSON and back, without loss.
//
// What JSON has, stands as it is: null, booleans, integers, floats, texts,
// arrays, maps with texts as keys (in order). A float always has a point or an
// exponent, and the shortest digits that give it back at its own width. The
// rest stands as an object whose first key begins with a dollar sign:
//
//   {"$bytes": "base64"}            a byte string
//   {"$float": "NaN"}               also "Infinity" and "-Infinity"
//   {"$integer": "-1844674407..."}  an integer below -2^63
//   {"$map": [[key, value], ...]}   a map with keys that are no texts
//   {"$simple": 16}                 a simple value without a meaning
//   {"$tag": 4, "$value": ...}      a tagged item
//   {"$undefined": true}
//
// A key of a map that begins with a dollar sign gets a second one in front. The
// width of a float is not kept in values of type any: they come back as
// float64, equal in their decimal digits.
//
// Thread-safety: pure functions.
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
  // Spaces for each level; below 0: everything on one line.
  int indentation = -1;

  // Bytes of JSON text that are read. Stops a text that fills the memory.
  size_t max_text_bytes = size_t{1} << 30;

  // What is believed of CBOR, and how deep JSON may nest (max_depth).
  cbor::DecodeLimits limits{};
};

// Errors: InvalidArgument with path and byte offset for bad CBOR;
// ResourceExhausted beyond the limits.
absl::StatusOr<std::string> CborToJson(const Bytes& cbor,
                                       const JsonOptions& options = {});

// Errors: InvalidArgument with line and column for a syntax error, and with
// the path for a key that stands twice, a number that CBOR has no integer for,
// or a wrong `$` object; ResourceExhausted beyond the limits.
absl::StatusOr<Bytes> JsonToCbor(std::string_view json,
                                 const JsonOptions& options = {});

// The same for values in memory.
std::string ToJson(const cbor::Any& value, const JsonOptions& options = {});
absl::StatusOr<cbor::Any> AnyFromJson(std::string_view json,
                                      const JsonOptions& options = {});

}  // namespace noodles

#endif  // NOODLES_JSON_TRANSCODE_H_
