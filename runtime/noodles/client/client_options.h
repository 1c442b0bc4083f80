// The options of a client: plain structs with documented defaults.
#ifndef NOODLES_CLIENT_CLIENT_OPTIONS_H_
#define NOODLES_CLIENT_CLIENT_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "noodles/cbor/limits.h"
#include "noodles/state/mirror.h"
#include "noodles/transport/deflate_options.h"
#include "noodles/transport/tls_options.h"

namespace noodles {

struct ReconnectOptions {
  // True: reconnects after a connection has ended that was ready before.
  bool is_enabled = false;

  // True: also tries again where the first connection fails, for example while
  // the server is not started yet. An answer that would not change, such as 401
  // or 404, ends the attempts.
  bool retries_first = false;

  // The delay before the first attempt. It doubles before each further attempt,
  // up to `longest_delay`. Each delay is shortened by a random part of up to a
  // quarter, so that the clients of a restarted server do not all reconnect at
  // once.
  std::chrono::milliseconds first_delay{500};
  std::chrono::milliseconds longest_delay{30'000};

  // Maximum number of failed attempts in a row; 0: unlimited.
  int max_attempts = 0;
};

struct AssetFetchOptions {
  // Maximum size of one file in bytes. Stops a server from filling the memory
  // of its client.
  size_t max_file_bytes = size_t{1} << 30;

  // Bytes of fetched files that are cached. The least recently used file is
  // dropped first. 0: no cache.
  size_t max_cache_bytes = size_t{256} << 20;

  // Maximum number of simultaneous transfers from one server (scheme, host and
  // port), at least 1; slow ones do not count. Some servers serve only one at a
  // time.
  int max_parallel = 4;

  // Maximum number of simultaneous transfers from all servers, slow ones
  // included.
  int max_transfers = 16;

  // A transfer that has received fewer bytes per second than this for
  // `slow_after` is slow: it goes on, but other transfers from its server may
  // begin beside it. A transfer without any byte is not slow while its server
  // is busy with another one. Stops a server that sends a byte now and then
  // from holding up all other files. 0: no transfer is slow.
  size_t min_bytes_per_second = 1024;
  std::chrono::milliseconds slow_after{3'000};

  // Maximum number of slow transfers from one server beside which others begin;
  // where others wait and more are slow, the oldest slow one ends with
  // DeadlineExceeded.
  int max_slow = 4;

  // A transfer that is slow for this time without a pause ends with
  // DeadlineExceeded. 0: no limit.
  std::chrono::milliseconds slow_timeout{30'000};

  // Redirects that are followed for one file. Stops servers that redirect
  // without end.
  int max_redirects = 5;

  // Whether a redirect from https to http is followed, which gives up the
  // protection of TLS.
  bool follows_to_http = false;

  // Whether ClientOptions::token is sent with a fetch that is answered with
  // 401. It is sent to the host of the websocket only, on any port, and not
  // without TLS where the websocket has TLS.
  bool sends_token = true;

  std::chrono::milliseconds connect_timeout{10'000};

  // Maximum time without received bytes. Stops a server that keeps a connection
  // open without sending.
  std::chrono::milliseconds stall_timeout{30'000};
};

struct ClientOptions {
  // The client_name of the introduction (MsgIntroduction).
  std::string name = "linguine";

  // Further headers of the request that opens the websocket: Origin, Cookie,
  // ...
  std::vector<std::pair<std::string, std::string>> headers{};

  // Sent as "Authorization: Bearer TOKEN" when the websocket is opened; empty:
  // not sent. With the fetch of an asset: AssetFetchOptions::sends_token.
  std::string token{};

  // Websocket subprotocols that the client offers, the preferred one first
  // (Sec-WebSocket-Protocol); the server may choose one or none. Empty: none
  // are offered.
  std::vector<std::string> subprotocols{};

  // For wss:// and https://: the trusted certificates.
  TlsClientOptions tls{};

  // True: a thread of the client reads from the network and calls the hooks.
  // False: that happens only inside Poll, RunFor and the functions that wait,
  // on the thread that calls them.
  bool has_own_thread = true;

  // Applies once to name resolution and the TCP connection, and once more to
  // the opening of the websocket.
  std::chrono::milliseconds connect_timeout{10'000};

  // Default time limit of a call, see CallOptions::timeout. Ends calls that the
  // server does not answer. 0: no limit.
  std::chrono::milliseconds call_timeout{60'000};

  // Maximum number of calls that wait for a reply; further calls fail at once.
  // Stops a server that never replies from filling the memory of its client.
  size_t max_pending_calls = 65536;

  // Maximum size of a received frame in bytes. The default is large because
  // some servers send a whole scene in one frame. Stops a server from filling
  // the memory of its client.
  size_t max_message_bytes = size_t{1} << 30;

  // Maximum number of bytes that wait to be sent; beyond it the connection is
  // closed. Stops a server that reads slowly from filling the memory of its
  // client.
  size_t max_queue_bytes = size_t{256} << 20;

  // Compression, which is offered to the server if `compression.is_on`; a
  // server may decline. Worth its time over slow networks only.
  DeflateOptions compression{};

  // Sends a websocket ping at this interval. 0: none. If the server sends
  // nothing for `ping_timeout` after a ping (0: for the interval), the
  // connection ends with Unavailable: so the client notices a server whose host
  // has vanished.
  std::chrono::milliseconds ping_interval{0};
  std::chrono::milliseconds ping_timeout{0};

  // Time limit of the closing handshake.
  std::chrono::milliseconds close_timeout{1'000};

  // Limits on the CBOR that the server sends.
  cbor::DecodeLimits decode_limits{};

  // True: also reads messages after the end of the frame's array. Some servers
  // announce too few elements (colabrodo, for a scene with lights). False:
  // these messages are dropped, often with the end of the snapshot among them.
  // In both cases OnOddity reports the violation.
  bool reads_behind_frame = true;

  MirrorOptions mirror{};
  ReconnectOptions reconnect{};
  AssetFetchOptions assets{};
};

}  // namespace noodles

#endif  // NOODLES_CLIENT_CLIENT_OPTIONS_H_
