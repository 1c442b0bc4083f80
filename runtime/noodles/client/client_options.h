// How a client is set up: one plain struct, every default documented.
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
#include "noodles/transport/tls_options.h"

namespace noodles {

struct ReconnectOptions {
  // Connects again after a connection that was ready has gone, or could not be
  // opened again.
  bool is_enabled = false;

  // Before the first attempt; twice as long before each further one, up to the
  // longest. The delays vary by up to a quarter, so that many clients of one
  // server do not come back at once.
  std::chrono::milliseconds first_delay{500};
  std::chrono::milliseconds longest_delay{30'000};

  // Attempts in a row that may fail; 0: any number.
  int max_attempts = 0;
};

struct AssetFetchOptions {
  // Bytes of one file. Stops a server from making its client hold any amount of
  // memory.
  size_t max_file_bytes = size_t{1} << 30;

  // Bytes of fetched files that are kept for the next fetch; the one that was
  // used longest ago goes first. 0: none is kept.
  size_t max_cache_bytes = size_t{256} << 20;

  // Files that are fetched at the same time; others wait. Some servers send one
  // at a time. At least 1.
  int max_parallel = 4;

  std::chrono::milliseconds connect_timeout{10'000};

  // How long a server may send nothing. Stops one that holds its connections
  // open from keeping its clients waiting for ever.
  std::chrono::milliseconds stall_timeout{30'000};
};

struct ClientOptions {
  // What the client introduces itself as.
  std::string name = "linguine";

  // Sent with the request that opens the websocket: Origin, Cookie, ...
  std::vector<std::pair<std::string, std::string>> headers{};

  // Sent as "Authorization: Bearer TOKEN", if it is not empty. It goes to the
  // server only, never with the fetch of an asset.
  std::string token{};

  // Of wss:// and https://: who is trusted.
  TlsClientOptions tls{};

  // True: a thread of the client's own reads the network and calls the hooks.
  // False: nothing happens but inside Poll, RunFor and the functions that wait,
  // on the thread that calls them.
  bool has_own_thread = true;

  // From the name to the TCP connection, and again to the websocket.
  std::chrono::milliseconds connect_timeout{10'000};

  // How long a call may take, unless its CallOptions say otherwise. Keeps
  // callers from waiting for ever for servers that do not answer. 0: any time.
  std::chrono::milliseconds call_timeout{60'000};

  // Calls that wait for their replies; more fail at once. Stops a server that
  // never answers from making its client hold any number of them.
  size_t max_pending_calls = 65536;

  // Bytes of one frame. Large, since some servers send a whole scene as one.
  // Stops a server from making its client hold any amount of memory.
  size_t max_message_bytes = size_t{1} << 30;

  // Bytes that wait to be sent; beyond it the connection ends. Stops a server
  // that reads slowly from making its client hold them all.
  size_t max_queue_bytes = size_t{256} << 20;

  // How long the end of a connection may take.
  std::chrono::milliseconds close_timeout{1'000};

  // How much of what a server sends is believed.
  cbor::DecodeLimits decode_limits{};

  // Reads messages that stand behind a frame's array, as those of servers that
  // count too few in its head (colabrodo, with lights in the scene). False:
  // they are dropped, and with them, often, the end of the snapshot. Either way
  // OnOddity tells of it.
  bool reads_behind_frame = true;

  MirrorOptions mirror{};
  ReconnectOptions reconnect{};
  AssetFetchOptions assets{};
};

}  // namespace noodles

#endif  // NOODLES_CLIENT_CLIENT_OPTIONS_H_
