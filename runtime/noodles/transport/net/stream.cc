#include "noodles/transport/net/stream.h"

#include <algorithm>
#include <array>

namespace noodles::transport_internal {

Stream::WriteResult Stream::WriteFile(const FileSlice& slice) {
  std::array<uint8_t, size_t{64} << 10> piece;
  WriteResult result;
  while (result.count < slice.length) {
    const uint64_t left = slice.length - result.count;
    const size_t read = slice.file->Read(
        slice.offset + result.count,
        std::span(piece).first(std::min<uint64_t>(piece.size(), left)),
        result.error);
    // A file that has become shorter cannot be sent as announced.
    if (read == 0 && !result.error) {
      result.error = std::make_error_code(std::errc::io_error);
    }
    if (result.error) return result;
    const std::span<const uint8_t> bytes(piece.data(), read);
    const WriteResult written = WriteSome({&bytes, 1});
    result.count += written.count;
    result.error = written.error;
    if (written.error || written.count < read) return result;
  }
  return result;
}

}  // namespace noodles::transport_internal
