// The files of the page, compressed, as the build has made them and the
// assembler has taken them into the library.
//
// Thread-safety: pure functions. Ownership: the bytes live as long as the
// program.
#ifndef NOODLES_VIEWER_PAGE_PAGE_FILES_H_
#define NOODLES_VIEWER_PAGE_PAGE_FILES_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace noodles::viewer_internal {

struct PageFile {
  std::string_view name;  // "viewer.js"
  std::string_view media_type;
  std::span<const uint8_t> compressed;  // gzip (RFC 1952)
  // A worker with WebAssembly, which has a policy of its own.
  bool is_worker = false;
};

// Empty in a build without the page. The first file is index.html.
std::span<const PageFile> PageFiles();

}  // namespace noodles::viewer_internal

#endif  // NOODLES_VIEWER_PAGE_PAGE_FILES_H_
