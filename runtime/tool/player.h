// Sends a recording to every client, from its begin, whenever it joins.
//
// A client that introduces itself gets the frames in the rhythm of the
// recording. What it calls is answered with an error: a recording knows no
// methods. One thread serves all clients; a slow one gets its next frame when
// it has taken most of those before, so that no queue grows with the recording.
//
// Thread-safety: the functions of ConnectionHandler as that says. Ownership:
// the recording must outlive it; connections are shared.
#ifndef NOODLES_TOOL_PLAYER_H_
#define NOODLES_TOOL_PLAYER_H_

#include <noodles/transport/connections/connection.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

#include "tool/recording.h"

namespace noodles::tool {

class Player final : public noodles::transport_internal::ConnectionHandler {
 public:
  // `speed` 2 is twice as fast, 0 as fast as clients take it.
  Player(const Recording& recording, double speed);
  ~Player() override;

  // ConnectionHandler
  void OnOpen(std::shared_ptr<noodles::transport_internal::Connection>
                  connection) override;
  void OnMessage(noodles::transport_internal::Connection& connection,
                 noodles::Bytes message) override;
  void OnDrained(noodles::transport_internal::Connection& connection) override;
  void OnClose(noodles::transport_internal::Connection& connection,
               const noodles::transport_internal::CloseReason& reason) override;

 private:
  using Clock = std::chrono::steady_clock;

  struct Listener {
    std::shared_ptr<noodles::transport_internal::Connection> connection;
    bool is_introduced = false;
    Clock::time_point start;
    size_t next_frame = 0;
  };

  void Run(const std::stop_token& stop);
  // Sends what is due; when to look again.
  Clock::time_point PlayTo(Listener& listener, Clock::time_point now);
  Clock::time_point DueTime(const Listener& listener) const;
  void Introduce(uint64_t connection);

  const Recording& recording_;
  const double speed_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  bool has_news_ = false;
  std::map<uint64_t, Listener> listeners_;
  std::jthread thread_;  // the last member: it uses all others
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_PLAYER_H_
