// The options of a relay.
//
// Thread-safety: a plain value.
#ifndef NOODLES_RELAY_RELAY_OPTIONS_H_
#define NOODLES_RELAY_RELAY_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <string>

#include "noodles/client/client_options.h"
#include "noodles/server/server_options.h"

namespace noodles {

struct RelayOptions {
  // The server that the relay stands before: "ws://host:port/path" or
  // "wss://...".
  std::string origin{};

  // The connection to the origin. The relay sets these members: `reconnect`
  // becomes enabled, `has_own_thread` becomes true, and `call_timeout` becomes
  // ServerOptions::method_time_limit.
  ClientOptions client{};

  // The server for viewers, with their limits. The relay sets these
  // members: `fallback_method` passes calls on; `check_attachment` becomes
  // false, since the origin decides about calls; and
  // `document.checks_numbers` becomes false, since viewers shall see what the
  // origin has. `persistence` must be off.
  ServerOptions server{};

  // True: the relay fetches the buffers and images that the origin serves over
  // HTTP from its own host, once, as soon as the document names them, and
  // serves them itself (ServerOptions::assets). Until a content is there, its
  // component is held back with all that refers to it, so a reply can come
  // before what its method has made. What cannot be fetched stays at the
  // origin. False: viewers fetch from the origin.
  bool copies_assets = false;

  // Bytes of all copies, which are in memory; contents beyond stay at the
  // origin. Stops an origin from filling the memory of the relay.
  size_t max_copied_bytes = size_t{1} << 30;

  // How long Start and Run wait for the document of the origin.
  std::chrono::milliseconds join_timeout{30'000};
};

}  // namespace noodles

#endif  // NOODLES_RELAY_RELAY_OPTIONS_H_
