// The rules of RFC 9112 that a request must keep before it is answered, beyond
// the grammar of its head.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TRANSPORT_HTTP_REQUEST_RULES_H_
#define NOODLES_TRANSPORT_HTTP_REQUEST_RULES_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "noodles/transport/http_request.h"

namespace noodles::transport_internal {

// The number of fields with this name, in any case.
size_t CountFields(const HttpRequest& request, std::string_view name);

// True if a body follows the head, or may follow.
bool HasBody(const HttpRequest& request);

// Checks Host (RFC 9112, section 3.2: one, and exactly one in HTTP/1.1) and the
// form of the target: "/path", "*" of OPTIONS, or an absolute URL (section
// 3.2.2). An absolute URL is replaced by its path and query, and Host by its
// host and port, so that handlers see one form only. Returns the fault, for an
// answer of 400; "" for none.
std::string NormalizeRequest(HttpRequest& request);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_REQUEST_RULES_H_
