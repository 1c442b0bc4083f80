// Functions of a program that answer HTTP requests, beside the websocket, on
// the port of a server: ServerOptions::http_routes and Server::Serve.
//
//   server.Serve("/state", [&](const noodles::HttpRequest&, std::string_view) {
//     noodles::HttpReply reply;
//     reply.fields = {{"Content-Type", "application/json"}};
//     reply.body = noodles::Bytes::Adopt(simulation.StateAsJson());
//     return reply;
//   });
//
// Which requests reach a route:
//  - Those for its path, as the client sent the path: without the query, in the
//    same case, with percent-encoded characters left encoded. A path that ends
//    in a slash is a folder, and gets everything below the folder, too: "/"
//    gets every request that no other route gets. The longest path that fits
//    counts.
//  - Only GET and HEAD; other methods are answered with 405. For HEAD, the
//    function answers as for GET, and the body is left out.
//  - Not those with a segment "." or "..", encoded or not, so that a function
//    that looks for files below a folder cannot be led out of the folder.
//  - Not those that ask for a websocket, on any path.
//
// A server answers some paths itself, whether or not their options are on:
// "/assets" and "/metrics", and everything below them. "/assets/" also counts
// behind the prefix of a proxy ("/pump/assets/..."), but for requests that
// reach a route with a longer path than "/".
//
// Routes are on the websocket's port, not on that of AssetOptions::port. The
// limits of HTTP requests hold as for assets: AccessOptions::max_request_bytes
// and ::request_timeout, AssetOptions::max_connections, ::idle_timeout,
// ::stall_timeout and ::max_requests_per_connection. Bodies of requests are not
// read.
//
// Thread-safety: plain values. An HttpFunction is called on the network's
// threads, by several at once where ServerOptions::network_threads is more than
// one, and must not block: until the function returns, its thread serves nobody
// else. An exception is logged and answered with 500.
#ifndef NOODLES_TRANSPORT_HTTP_ROUTE_H_
#define NOODLES_TRANSPORT_HTTP_ROUTE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "noodles/base/bytes.h"
#include "noodles/transport/http_request.h"

namespace noodles {

struct HttpReply {
  // From 200 to 599.
  int status = 200;

  // Connection, Content-Length, Server and, unless it is here, Date are added.
  // Connection, Content-Length, Keep-Alive, Server, Trailer and
  // Transfer-Encoding must not be here. Names must be tokens, and values have
  // no control characters. A reply that breaks these rules is logged, and the
  // client gets 500 in its place.
  HttpFields fields{};

  // Not copied; kept until it has been sent. Empty for 204 and 304.
  Bytes body{};
};

// `address` is that of the peer: "192.0.2.1:49152".
using HttpFunction = std::function<HttpReply(const HttpRequest& request,
                                             std::string_view address)>;

enum class HttpAccess : uint8_t {
  // Where AccessOptions::authorize_http is set, for clients that
  // AccessOptions::authorize_connection lets in.
  kAuthorized,
  // For everybody: content without secrets that browsers ask for without a
  // token, such as pages.
  kPublic,
};

struct HttpRoute {
  // "/state", or "/plots/" for everything below this folder.
  std::string path{};
  HttpFunction function{};
  HttpAccess access = HttpAccess::kAuthorized;
};

}  // namespace noodles

#endif  // NOODLES_TRANSPORT_HTTP_ROUTE_H_
