// How large contents are served over HTTP: one plain struct, every default
// documented.
#ifndef NOODLES_SERVER_ASSET_OPTIONS_H_
#define NOODLES_SERVER_ASSET_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace noodles {

// Where assets are served; the URLs that clients are sent follow from it.
enum class AssetService : uint8_t {
  // On the asset port, and below /assets/ of the websocket's port.
  kOwnPort,
  // Below /assets/ of the websocket's port alone.
  kWebsocketPort,
  // Nowhere: all contents stay in the messages.
  kOff,
};

struct AssetOptions {
  AssetService service = AssetService::kOwnPort;

  // The asset port; 0: any free port. Not set: the port after the websocket's,
  // which is 50001 by default, or any free port where the websocket's is 0.
  std::optional<uint16_t> port{};

  // The host in URLs. Empty: the address that the server listens on or, where
  // it listens on all addresses, this machine's address on its default route.
  // To be set where clients reach the machine by another name.
  std::string public_host{};

  // The start of all URLs, where a proxy stands in front of this server:
  // "https://scenes.example.org/pump". Replaces scheme, public_host and port.
  std::string public_url{};

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

  // How long an answer may wait for a client that reads nothing. Stops clients
  // that stop to read from holding sockets and memory.
  std::chrono::milliseconds stall_timeout{30'000};
};

}  // namespace noodles

#endif  // NOODLES_SERVER_ASSET_OPTIONS_H_
