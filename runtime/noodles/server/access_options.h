// Which clients may connect, and the limits of each: one plain struct, every
// default documented.
//
// The functions are called on I/O threads, by several at once, and must not
// block. An exception refuses the client.
#ifndef NOODLES_SERVER_ACCESS_OPTIONS_H_
#define NOODLES_SERVER_ACCESS_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "noodles/transport/http_request.h"

namespace noodles {

// Among AccessOptions::allowed_origins: the pages of the server itself, such as
// that of noodles::ViewerRoute.
inline constexpr char kOwnOrigin[] = "self";

struct AccessOptions {
  // The origins whose pages may connect, as browsers name them:
  // "https://example.org", without a path, in any case; or kOwnOrigin. Empty:
  // all. Stops a foreign page from using the network access of the person who
  // looks at it. Programs that are no browsers send no origin and are let in;
  // they can send any origin, so this option replaces no authorization.
  //
  // kOwnOrigin is the scheme, host and port by which the client came: those of
  // Host, or those that a trusted proxy tells (AssetOptions::trusted_proxies).
  // The owner of a foreign name can let the name lead to this machine, and so
  // make a foreign page look like an own one (DNS rebinding). So kOwnOrigin
  // only counts for addresses, "localhost", names without a dot, names with
  // ".local" or ".localhost" at their end, the hosts of
  // AssetOptions::public_host and public_url, and hosts that a trusted proxy
  // tells; a server with another name lists its origin: {kOwnOrigin,
  // "http://pump.example.org:50000"}.
  std::vector<std::string> allowed_origins{};

  // Called before a websocket opens, with its HTTP request and the peer's
  // address ("192.0.2.1:49152"). A status that is not OK refuses the websocket
  // with the message of the status: Unauthenticated with 401, ResourceExhausted
  // with 503, all else with 403. Clients outside a browser send a token as a
  // header (HttpRequest::BearerToken); pages cannot set headers, and send it in
  // a subprotocol (HttpRequest::SubprotocolToken) or in the query
  // (HttpRequest::QueryParameter), which proxies write into their logs.
  // HttpRequest::Token finds all three. Not set: every client may connect.
  std::function<absl::Status(const HttpRequest& request,
                             std::string_view address)>
      authorize_connection{};

  // True: authorize_connection is also called before assets and /metrics are
  // served, on every port, and a status that is not OK refuses the request
  // alike. False: who knows the URL of an asset can fetch the asset.
  bool authorize_http = false;

  // The websocket subprotocols that the server speaks beside "noodles"; the
  // first one that a client offers is told to the client (RFC 6455, section
  // 1.9). Browsers that offer some need the answer. Clients that offer none are
  // served, too.
  std::vector<std::string> subprotocols{};

  // Called when a client introduces itself. A status that is not OK ends its
  // connection with 1008 and the message. Not set: every client may join.
  std::function<absl::Status(std::string_view client_name,
                             std::string_view address)>
      authorize_introduction{};

  // From the open websocket to the introduction; a client that takes longer is
  // dropped with 1008. Stops connections that do not speak NOODLES from holding
  // places. 0: any time.
  std::chrono::milliseconds introduction_timeout{30'000};

  // Clients of one address that have introduced themselves; more are refused as
  // beyond ServerOptions::max_clients. Stops one machine from taking all
  // places. Clients behind one proxy share its address. An address is an IPv4
  // address or a /64 network of IPv6, here and below.
  size_t max_clients_per_address = 2048;

  // Connections of one address that have not introduced themselves, with those
  // that fetch assets, to the websocket port and to the asset port each. Where
  // there are more, the oldest silent one of that address is closed, else the
  // one that is idle for the longest; where all fetch, the new one is dropped.
  // Stops one machine from taking the places of all others; so it is less than
  // max_pending_connections.
  size_t max_connections_per_address = 512;

  // Connections that have not introduced themselves, of all addresses together,
  // without those that fetch assets (AssetOptions::max_connections). Where
  // there are more, the oldest one of the address that has the most is closed,
  // so that newcomers still get in. Stops connections that say nothing from
  // using up all file descriptors.
  size_t max_pending_connections = 1024;

  // The HTTP request that opens a websocket; a longer one is answered with 431.
  // Stops endless headers.
  size_t max_request_bytes = size_t{16} << 10;

  // From the TCP connection to the end of the HTTP request. Stops connections
  // that say nothing, or a byte now and then, from holding sockets. 0: any
  // time.
  std::chrono::milliseconds request_timeout{10'000};

  // Calls that one client may make in a second, over time; up to `call_burst`
  // at once. More are answered with an error. Stops one client from keeping the
  // server busy; calls at frame rate are some hundred in a second. 0: any
  // number.
  double max_calls_per_second = 0;
  double call_burst = 1000;

  // Messages and frames of one client that cannot be read; a client that sends
  // more is closed with 1008 and the last error. Each message that can be read
  // takes one of an earlier frame back, so that a client with a bad habit stays
  // while it sends as many good messages; within one frame, none is taken back.
  // Messages of unknown numbers do not count. Stops clients that send only
  // nonsense, and frames of a million errors. 0: any number.
  size_t max_invalid_messages = 1000;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_ACCESS_OPTIONS_H_
