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

// Where assets are served, and thereby which URLs clients are sent.
enum class AssetService : uint8_t {
  // On a port of their own, and below /assets/ of the websocket's port.
  kOwnPort,
  // Below /assets/ of the websocket's port alone.
  kWebsocketPort,
  // Nowhere: all contents stay in the messages.
  kOff,
};

struct AssetOptions {
  AssetService service = AssetService::kOwnPort;

  // The port of their own; 0: any free port. Not set: the one behind the
  // websocket's, which is 50001 by default, or any free port where that is 0.
  std::optional<uint16_t> port{};

  // The host that URLs name. Empty: the address that the server listens on, or
  // where that is all of them, this machine's address on its default route.
  // Set it where clients reach the machine by another name.
  std::string public_host{};

  // The start of all URLs, where something stands in front of this server:
  // "https://scenes.example.org/pump". Replaces scheme, public_host and port.
  std::string public_url{};

  // Buffers with more inline bytes than this are served as assets. Python
  // clients refuse frames of more than a mebibyte. SIZE_MAX: none are.
  size_t promote_bytes = size_t{64} << 10;

  // TCP connections at a time on the port of their own; more are dropped. Stops
  // anybody from using up the process' file descriptors.
  size_t max_connections = 1024;

  // Requests that one connection may make. Lets no client keep its place for
  // ever while others wait for one.
  size_t max_requests_per_connection = 1000;

  // The head of a request to the port of their own; a longer one is answered
  // with 431. Stops endless headers.
  size_t max_request_bytes = size_t{16} << 10;

  // From a connection to the port of their own, or an answer of any, to the end
  // of the next request. Stops connections that say nothing from holding
  // sockets.
  std::chrono::milliseconds idle_timeout{15'000};

  // How long an answer may wait for a client that takes nothing of it. Stops
  // clients that stop to read from holding sockets and memory.
  std::chrono::milliseconds stall_timeout{30'000};
};

}  // namespace noodles

#endif  // NOODLES_SERVER_ASSET_OPTIONS_H_
