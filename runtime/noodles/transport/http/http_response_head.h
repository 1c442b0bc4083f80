// Reads the head of an HTTP answer: what a client needs of it, and no more
// strictly than servers in the field write it (lines that end with LF alone, a
// status line and nothing else).
//
// Thread-safety: plain values and pure functions.
#ifndef NOODLES_TRANSPORT_HTTP_HTTP_RESPONSE_HEAD_H_
#define NOODLES_TRANSPORT_HTTP_HTTP_RESPONSE_HEAD_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "noodles/transport/http/http.h"

namespace noodles::transport_internal {

struct HttpResponseHead {
  int status = 0;
  HttpFields fields;
};

// False as soon as no HTTP answer begins with these bytes.
bool MayBeResponse(std::string_view received);

// The length of the head with its empty line; 0: it is not complete.
size_t FindResponseHeadEnd(std::string_view received);

// Parses a head. Nothing if it has no status line or a line that is no field.
std::optional<HttpResponseHead> ParseResponseHead(std::string_view head);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_HTTP_RESPONSE_HEAD_H_
