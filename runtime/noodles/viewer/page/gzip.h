// What HTTP and RFC 1952 say about compressed files, as far as the page needs
// it.
//
// Thread-safety: pure functions.
#ifndef NOODLES_VIEWER_PAGE_GZIP_H_
#define NOODLES_VIEWER_PAGE_GZIP_H_

#include <cstdint>
#include <span>
#include <string>

#include "noodles/base/bytes.h"
#include "noodles/transport/http_request.h"

namespace noodles::viewer_internal {

// True if the client takes gzip: Accept-Encoding names gzip, x-gzip or "*" with
// a weight above 0 (RFC 9110, section 12.5.3). Without the field, false: such
// clients are often programs that decompress nothing.
bool AcceptsGzip(const HttpRequest& request);

// 16 hexadecimal digits that follow from the content of the file: the checksum
// and the size at its end.
std::string ContentTag(std::span<const uint8_t> compressed);

// The content. Empty where `compressed` is no gzip file as a whole.
Bytes Decompress(std::span<const uint8_t> compressed);

}  // namespace noodles::viewer_internal

#endif  // NOODLES_VIEWER_PAGE_GZIP_H_
