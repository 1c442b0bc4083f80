// The rows of the elements of a PLY file, in each of its three formats.
//
// Thread-safety: none. Ownership: the context, the text and the header must
// outlive the object.
#ifndef NOODLES_GEOMETRY_READERS_PLY_ROWS_H_
#define NOODLES_GEOMETRY_READERS_PLY_ROWS_H_

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "noodles/geometry/readers/ply_header.h"
#include "noodles/geometry/readers/text_scanner.h"

namespace noodles::geometry_internal {

// One row: a number for each property that is no list, and the numbers of each
// that is one, both by the place of the property.
struct PlyRow {
  std::vector<double> numbers{};
  std::vector<std::vector<double>> lists{};
};

// A number as it lies in a file. `swaps` where its bytes are the other way
// round than those of the machine.
double LoadPlyNumber(const uint8_t* from, PlyType type, bool swaps);

class PlyRows {
 public:
  PlyRows(const ReaderContext& context, std::string_view file,
          const PlyHeader& header)
      : context_(context),
        file_(file),
        is_text_(header.format == PlyFormat::kAscii),
        swaps_((header.format == PlyFormat::kBigEndian) ==
               (std::endian::native == std::endian::little)),
        words_(file, header.end),
        at_(header.end) {}

  bool is_text() const { return is_text_; }
  bool swaps() const { return swaps_; }
  // The place of the next byte.
  size_t offset() const { return is_text_ ? words_.offset() : at_; }
  size_t bytes_left() const { return file_.size() - offset(); }
  // How many rows the bytes that are left can hold at most: memory may be
  // reserved for so many.
  uint64_t MostRows(const PlyElement& element) const;

  // Reads row `number` of `element`. Errors: InvalidArgument with the place,
  // and how many rows there were where the file ends too early.
  absl::Status Next(const PlyElement& element, uint64_t number, PlyRow& row);

  // All rows of an element without lists, in a binary file, at once. Errors: as
  // above.
  absl::StatusOr<const uint8_t*> Block(const PlyElement& element);
  // To the byte `bytes` further on, in a binary file.
  void Advance(size_t bytes) { at_ += bytes; }
  const uint8_t* data() const {
    return reinterpret_cast<const uint8_t*>(file_.data()) + at_;
  }

  absl::Status Fault(std::string_view what) const;
  absl::Status TooFew(const PlyElement& element, uint64_t found) const;

 private:
  absl::Status NextText(const PlyElement& element, uint64_t number,
                        PlyRow& row);
  absl::Status NextBinary(const PlyElement& element, uint64_t number,
                          PlyRow& row);
  absl::Status ReadWord(const PlyElement& element, uint64_t number,
                        const PlyProperty& property, double& value);

  const ReaderContext& context_;
  const std::string_view file_;
  const bool is_text_;
  const bool swaps_;
  TextScanner words_;
  size_t at_;
};

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_READERS_PLY_ROWS_H_
