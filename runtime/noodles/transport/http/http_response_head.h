// Reads the head of an HTTP answer with Boost.Beast's parser, and accepts two
// things that servers in the field write and the parser does not take: lines
// that end with LF alone, and a status line without a reason.
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

// The length of the head with its empty line; 0 if it is not complete.
size_t FindResponseHeadEnd(std::string_view received);

// Whether the head is an interim answer, which another one follows: a status of
// 100 to 199 (RFC 9110, section 15.2), but for 101, which ends HTTP.
bool IsInterimResponse(std::string_view head);

// The head with CR LF behind each line, a space behind the status, and an
// empty line at its end (RFC 9112, section 4).
std::string StrictResponseHead(std::string_view head);

// Parses a head, whose empty line may be missing. Nothing if a line breaks RFC
// 9112, or the fields contradict each other about the length of the body.
std::optional<HttpResponseHead> ParseResponseHead(std::string_view head);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_HTTP_RESPONSE_HEAD_H_
