// Answers a request by the function of a route, and checks what the function
// answers.
//
// Thread-safety: pure functions, if the route's function is thread-safe.
#ifndef NOODLES_TRANSPORT_HTTP_ROUTE_ANSWER_H_
#define NOODLES_TRANSPORT_HTTP_ROUTE_ANSWER_H_

#include <string>
#include <string_view>

#include "noodles/transport/http/http.h"
#include "noodles/transport/http_route.h"

namespace noodles::transport_internal {

// 405 for methods other than GET and HEAD; 500 for a reply that breaks a rule
// of HttpReply, which is logged; else the reply. Exceptions of the function
// pass.
HttpResponse AnswerRoute(const HttpRoute& route, const HttpRequest& request,
                         std::string_view address);

// The rule of HttpReply that `reply` breaks; "" for none.
std::string FaultOf(const HttpReply& reply);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_ROUTE_ANSWER_H_
