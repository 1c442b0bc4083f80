// The places of a listener's connections: how many there may be of each kind,
// of all addresses together and of each, and which connection makes room for a
// new one.
//
//   pending --answer begins--> answering <--> idle
//     |  ^                        |             |
//     |  +--------opens-----------+-------------+
//   opens, or is approved
//     v
//   client
//
// A pending connection has sent no request yet, or has opened a websocket and
// awaits the approval of its peer (a NOODLES client introduces itself). Where
// there are too many pending connections, the oldest one of the address that
// has the most of them makes room: a flood of silent connections costs the
// flood its own places, and neither newcomers nor clients. HTTP connections
// (answering and idle) are counted apart; the one that is idle for the longest
// makes room. Nothing but a client takes the place of a client.
//
// Addresses are grouped as AddressGroup says.
//
// Thread-safety: every function may be called from any thread.
// Ownership: refers weakly to the connections.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_CONNECTION_PLACES_H_
#define NOODLES_TRANSPORT_CONNECTIONS_CONNECTION_PLACES_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace noodles::transport_internal {

// A connection that can be asked to make room.
class Evictable {
 public:
  virtual ~Evictable() = default;
  // Ends the connection soon. From any thread; its place is free already.
  virtual void Evict() = 0;
};

struct PlaceLimits {
  size_t clients = SIZE_MAX;              // of all addresses
  size_t clients_per_address = SIZE_MAX;  // of one address
  size_t pending = SIZE_MAX;              // of all addresses
  size_t http = SIZE_MAX;                 // of all addresses
  size_t others_per_address = SIZE_MAX;   // pending and HTTP, of one address
};

class ConnectionPlaces {
 public:
  explicit ConnectionPlaces(const PlaceLimits& limits) : limits_(limits) {}
  ConnectionPlaces(const ConnectionPlaces&) = delete;
  ConnectionPlaces& operator=(const ConnectionPlaces&) = delete;

  // Adds a pending connection from "address:port". False, without adding it, if
  // no other connection can make room. `id` is new.
  bool Add(uint64_t id, std::string_view remote_address,
           std::weak_ptr<Evictable> connection);

  // The following functions return false for a connection without a place: it
  // has been asked to make room.

  // An HTTP answer begins. False, too, if there are too many answers.
  bool BeginAnswer(uint64_t id);
  // The answer has been sent, and the connection awaits the next request.
  void EndAnswer(uint64_t id);

  // A websocket opens, which is a client's at once or awaits Approve(). False,
  // too, if there are too many clients.
  bool Open(uint64_t id, bool is_client);
  bool Approve(uint64_t id);

  // The connection has ended.
  void Remove(uint64_t id);

 private:
  enum class Stage : uint8_t { kPending, kAnswering, kIdle, kClient };

  // Connections in the order in which they came to their stage.
  using Queue = std::map<uint64_t, uint64_t>;  // order -> id

  struct Group {
    Queue pending;
    Queue idle;
    size_t answering = 0;
    size_t clients = 0;

    size_t others() const { return pending.size() + idle.size() + answering; }
  };

  struct Entry {
    std::string group;
    Stage stage = Stage::kPending;
    uint64_t order = 0;
    std::weak_ptr<Evictable> connection;
  };

  using Entries = std::unordered_map<uint64_t, Entry>;
  using Evicted = std::vector<std::weak_ptr<Evictable>>;

  void Enter(uint64_t id, Entry& entry, Stage stage);
  void Leave(Entry& entry);
  bool HasRoomForClient(const Entry& entry) const;
  bool MakeRoomInGroup(uint64_t id, const std::string& name, Evicted& evicted);
  bool MakeRoom(Queue Group::*queue, uint64_t id, Evicted& evicted);
  void EvictId(uint64_t id, Evicted& evicted);
  void Tell(const Evicted& evicted);

  const PlaceLimits limits_;
  std::mutex mutex_;
  Entries entries_;
  std::unordered_map<std::string, Group> groups_;
  size_t pending_ = 0;
  size_t http_ = 0;
  size_t clients_ = 0;
  uint64_t last_order_ = 0;
  // For the log, which gets one line a second at most.
  uint64_t untold_ = 0;
  std::chrono::steady_clock::time_point told_{};
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_CONNECTION_PLACES_H_
