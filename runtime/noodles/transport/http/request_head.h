// Reads the head of an HTTP request, with Boost.Beast's parser behind it.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TRANSPORT_HTTP_REQUEST_HEAD_H_
#define NOODLES_TRANSPORT_HTTP_REQUEST_HEAD_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "noodles/transport/http/http.h"

namespace noodles::transport_internal {

enum class HeadState : uint8_t { kIncomplete, kComplete, kNotHttp };

// Looks for the head of a request at the start of `received`. For kComplete,
// sets `size` to the length of the head with its empty line. kNotHttp as soon
// as the first byte cannot begin a method (TLS, for example).
HeadState FindRequestHead(std::string_view received, size_t& size);

// Parses a complete head. False if the head breaks the rules of RFC 9112; then
// `problem` names the fault.
bool ParseRequestHead(std::string_view head, HttpRequest& request,
                      std::string& problem);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_REQUEST_HEAD_H_
