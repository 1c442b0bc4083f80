// Calls functions of the program when clients join and leave.
//
//   const ClientWatch watch = server.WatchClients(
//       {.joined = [](const ClientInformation& client) { ... },
//        .left = [](const ClientInformation& client) { ... }});
//
// Thread-safety: every function may be called from any thread. The functions of
// all watches are called one after another, on a thread of the server. No
// client can join while a function runs, so functions must return soon.
// Ownership: the destructor of a ClientWatch ends the watch; the server may end
// first.
#ifndef NOODLES_SERVER_CLIENT_WATCH_H_
#define NOODLES_SERVER_CLIENT_WATCH_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "noodles/calls/call_context.h"

namespace noodles {

namespace server_internal {
class ClientWatches;
}  // namespace server_internal

enum class ClientPhase : uint8_t {
  // The client has not introduced itself.
  kConnected,
  // The server makes its snapshot.
  kJoining,
  // The client has the whole document, and gets its changes.
  kJoined,
  // The client reads too slowly, and gets the document anew when it reads again
  // (SlowClientPolicy::kResynchronize).
  kBehind,
};

// "connected", "joining", "joined" or "behind".
std::string_view ToString(ClientPhase state);

// A client as the server sees it. Counters start with the client's first byte.
struct ClientInformation {
  ClientNumber number = 0;
  // Empty before the introduction.
  std::string name;
  std::string address;
  ClientPhase state = ClientPhase::kConnected;
  // Bytes that wait to be sent to the client.
  size_t queued_bytes = 0;
  // Websocket messages (each a frame of NOODLES messages), and bytes, with
  // those of the websocket protocol.
  uint64_t received_messages = 0;
  uint64_t received_bytes = 0;
  uint64_t sent_messages = 0;
  uint64_t sent_bytes = 0;
  // Calls that wait for their turn or for their answer.
  size_t waiting_calls = 0;
  // How often the client got the document anew because it read too slowly.
  uint64_t resynchronizations = 0;
};

// Functions that are empty are not called.
struct ClientEvents {
  // The client has the whole document queued for it, and every later change
  // and signal reaches it.
  std::function<void(const ClientInformation& client)> joined = nullptr;
  // A client that had joined has left, or the server stops. Called once for
  // each client.
  std::function<void(const ClientInformation& client)> left = nullptr;
};

// The events are called until the watch ends. The destructor waits for a
// function that runs, unless it is called by that function.
class [[nodiscard]] ClientWatch {
 public:
  // No watch.
  ClientWatch() = default;
  ~ClientWatch() { Stop(); }
  ClientWatch(ClientWatch&&) = default;
  ClientWatch& operator=(ClientWatch&& other) noexcept;

  void Stop();

 private:
  friend class server_internal::ClientWatches;
  struct Shared {
    std::recursive_mutex mutex;
    ClientEvents events;
    bool is_stopped = false;
  };

  explicit ClientWatch(std::shared_ptr<Shared> shared)
      : shared_(std::move(shared)) {}

  std::shared_ptr<Shared> shared_;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_CLIENT_WATCH_H_
