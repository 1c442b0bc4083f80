#include "noodles/viewer/page/page_files.h"

#include <array>
#include <cstddef>

// Defined by page_files.s.in.
#define NOODLES_PAGE_FILE(symbol)                                         \
  __attribute__((visibility(                                              \
      "hidden"))) extern const uint8_t noodles_viewer_##symbol##_begin[]; \
  __attribute__((visibility(                                              \
      "hidden"))) extern const uint8_t noodles_viewer_##symbol##_end[];
extern "C" {
NOODLES_PAGE_FILE(index_html)
NOODLES_PAGE_FILE(viewer_js)
NOODLES_PAGE_FILE(viewer_css)
NOODLES_PAGE_FILE(licences_txt)
NOODLES_PAGE_FILE(ktx2_js)
NOODLES_PAGE_FILE(ktx2_wasm)
}
#undef NOODLES_PAGE_FILE

namespace noodles::viewer_internal {

std::span<const PageFile> PageFiles() {
  static const std::array<PageFile, 6> kFiles = {{
      {.name = "index.html",
       .media_type = "text/html; charset=utf-8",
       .compressed = {noodles_viewer_index_html_begin,
                      noodles_viewer_index_html_end}},
      {.name = "viewer.js",
       .media_type = "text/javascript; charset=utf-8",
       .compressed = {noodles_viewer_viewer_js_begin,
                      noodles_viewer_viewer_js_end}},
      {.name = "viewer.css",
       .media_type = "text/css; charset=utf-8",
       .compressed = {noodles_viewer_viewer_css_begin,
                      noodles_viewer_viewer_css_end}},
      {.name = "licences.txt",
       .media_type = "text/plain; charset=utf-8",
       .compressed = {noodles_viewer_licences_txt_begin,
                      noodles_viewer_licences_txt_end}},
      {.name = "ktx2.js",
       .media_type = "text/javascript; charset=utf-8",
       .compressed = {noodles_viewer_ktx2_js_begin, noodles_viewer_ktx2_js_end},
       .is_worker = true},
      {.name = "ktx2.wasm",
       .media_type = "application/wasm",
       .compressed = {noodles_viewer_ktx2_wasm_begin,
                      noodles_viewer_ktx2_wasm_end}},
  }};
  return kFiles;
}

}  // namespace noodles::viewer_internal
