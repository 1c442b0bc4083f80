// The text of a client's requests.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TRANSPORT_HTTP_HTTP_REQUEST_TEXT_H_
#define NOODLES_TRANSPORT_HTTP_HTTP_REQUEST_TEXT_H_

#include <string>

#include "absl/status/status.h"
#include "noodles/transport/http/http.h"
#include "noodles/transport/http/url.h"

namespace noodles::transport_internal {

// InvalidArgument for a name that HTTP does not allow, for a value with a line
// break, which could add fields or requests, and for a name or a value of more
// than 65533 bytes.
absl::Status CheckFields(const HttpFields& fields);

// "GET target HTTP/1.1", Host, User-Agent, `fields` and the empty line.
std::string FormatGetRequest(const Url& url, const HttpFields& fields);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_HTTP_REQUEST_TEXT_H_
