// Converts pictures of other kinds to PNG, the only kind besides JPEG and KTX2
// that the protocol carries.
//
// Thread-safety: pure functions.
#ifndef NOODLES_IMPORT_PROGRAM_PICTURES_CONVERT_IMAGE_H_
#define NOODLES_IMPORT_PROGRAM_PICTURES_CONVERT_IMAGE_H_

#include <cstddef>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"

namespace noodles::import_program {

// A PNG file of a TGA, BMP, GIF, TIFF or WebP file, told apart by their first
// bytes: of an animation the first picture, of a TIFF file the first page.
// Errors: InvalidArgument for other and for broken files; ResourceExhausted
// where the pixels have more than `most` bytes; Unimplemented in a build
// without the libraries.
absl::StatusOr<Bytes> ConvertToPng(const Bytes& file, size_t most);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_PICTURES_CONVERT_IMAGE_H_
