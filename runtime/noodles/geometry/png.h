// Images as PNG files, for textures that a program computes.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_PNG_H_
#define NOODLES_GEOMETRY_PNG_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"

namespace noodles {

// A PNG file of 8-bit RGBA pixels in the sRGB colour space, row by row from the
// top, compressed. Errors: InvalidArgument where `pixels` has not width times
// height times 4 bytes, has none, or has more than libpng takes (a million
// pixels a side); Unimplemented where the library was built without libpng.
absl::StatusOr<Bytes> EncodePng(uint32_t width, uint32_t height,
                                std::span<const uint8_t> pixels);

// "image/png", "image/jpeg" or "image/ktx2", by the first bytes of the file; ""
// for files that the protocol does not carry.
std::string_view ImageTypeOf(std::span<const uint8_t> file);

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_PNG_H_
