// How large contents are served over HTTP: one plain struct, every default
// documented.
#ifndef NOODLES_SERVER_ASSET_OPTIONS_H_
#define NOODLES_SERVER_ASSET_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace noodles {

// Where assets are served; the URLs that clients are sent follow from it.
enum class AssetService : uint8_t {
  // On a port of their own, and below /assets/ of the websocket's port.
  // Downloads then have a thread of their own.
  kOwnPort,
  // Below /assets/ of the websocket's port alone, unless AssetOptions::port is
  // set. One port is enough for tunnels, containers, firewalls and proxies.
  kWebsocketPort,
  // Nowhere: all contents stay in the messages.
  kOff,
};

struct AssetOptions {
  AssetService service = AssetService::kWebsocketPort;

  // The asset port; 0: any free port. Set, it implies kOwnPort. Not set, with
  // kOwnPort: the port after the websocket's, or any free port where the
  // websocket's is 0.
  std::optional<uint16_t> port{};

  // The host in the URLs of all clients. Empty: each client is sent URLs with
  // the scheme, host and port by which the client came, which its request tells
  // (Host), so that they lead through tunnels and containers; a client that
  // tells none, with the address that the server listens on or, where the
  // server listens on all addresses, with this machine's address on its default
  // route.
  std::string public_host{};

  // The start of the URLs of all clients: "https://scenes.example.org/pump".
  // Replaces scheme, public_host and port.
  std::string public_url{};

  // The proxies whose fields Forwarded (RFC 7239), or X-Forwarded-Host, -Proto
  // and -Port, and X-Forwarded-Prefix, tell by which scheme, host and path a
  // client came: addresses and networks, such as "192.0.2.1" or "10.0.0.0/8".
  // The fields of others are ignored. A false field changes the URLs of its
  // sender alone.
  std::vector<std::string> trusted_proxies{};

  // The proxies of this machine (127.0.0.0/8 and ::1) are trusted, too.
  bool trusts_local_proxies = true;

  // Different origins (scheme, host, port and prefix) of the clients that are
  // connected; clients of further ones are sent URLs as if they told none.
  // Messages that name assets are made once for each origin. Stops clients that
  // invent hosts from multiplying this work.
  size_t max_origins = 64;

  // Buffers with more inline bytes than this are served as assets. Python
  // clients refuse frames of more than a mebibyte. SIZE_MAX: no buffer is.
  size_t promote_bytes = size_t{64} << 10;

  // Connections at a time that make HTTP requests, on the asset port and on the
  // websocket's port each. Where there are more, the one that is idle for the
  // longest is closed; where none is idle, a request is answered with 503.
  // Stops clients from using up the process' file descriptors.
  size_t max_connections = 1024;

  // Requests that one connection may make. Lets no client keep its place for
  // ever while others wait for one.
  size_t max_requests_per_connection = 1000;

  // Bytes of the head of a request to the asset port; a longer one is answered
  // with 431. Stops endless headers.
  size_t max_request_bytes = size_t{16} << 10;

  // From a connection to the asset port, or from an answer on any port, to the
  // end of the next request. Stops connections that say nothing from holding
  // sockets.
  std::chrono::milliseconds idle_timeout{15'000};

  // How long the URL of an asset stays valid after its component was deleted.
  // Lets clients fetch what they have just been sent, although the component is
  // replaced many times a second. 0: not at all.
  std::chrono::milliseconds grace_period{10'000};

  // Bytes of all assets in their grace period together, each counted with 1 KiB
  // more; beyond, the oldest go first. Stops a program that replaces large
  // buffers from filling its memory.
  size_t max_grace_bytes = size_t{256} << 20;

  // How long an answer may wait for a client that reads nothing. Stops clients
  // that stop to read from holding sockets and memory.
  std::chrono::milliseconds stall_timeout{30'000};
};

}  // namespace noodles

#endif  // NOODLES_SERVER_ASSET_OPTIONS_H_
