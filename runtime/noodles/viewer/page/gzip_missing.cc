// For builds without the page, which may be without zlib.
#include "noodles/viewer/page/gzip.h"

namespace noodles::viewer_internal {

bool AcceptsGzip(const HttpRequest&) { return false; }

std::string ContentTag(std::span<const uint8_t>) { return ""; }

Bytes Decompress(std::span<const uint8_t>) { return {}; }

}  // namespace noodles::viewer_internal
