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

// Looks for the end of the head at the start of `received`; for kComplete,
// `size` becomes its length, the empty line included. Tells at the first byte
// that no HTTP request begins with that it is none (TLS, for example).
HeadState FindRequestHead(std::string_view received, size_t& size);

// Parses a complete head. On failure `problem` says what is wrong with it.
bool ParseRequestHead(std::string_view head, HttpRequest& request,
                      std::string& problem);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_REQUEST_HEAD_H_
