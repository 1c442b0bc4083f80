// Sends a recording to every client from its beginning, when the client joins.
//
// A client that has sent MsgIntroduction receives the frames at the recorded
// times. A subscription to a table whose rows were recorded is answered with
// them; each other call with an error, because a recording has no methods. One
// thread serves all clients. A slow client gets its next frame when it has
// received most of the earlier ones, so that no queue grows to the size of the
// recording. Assets of the recording have the URLs of this server
// (RecordedAssets), with the host by which the client came.
//
// Thread-safety: that of ConnectionHandler. Ownership: the recording and its
// assets must outlive the Player; connections are shared.
#ifndef NOODLES_TOOL_RECORDINGS_PLAYER_H_
#define NOODLES_TOOL_RECORDINGS_PLAYER_H_

#include <noodles/transport/connections/connection.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "noodles/protocol/client_messages.h"
#include "tool/recordings/recorded_assets.h"
#include "tool/recordings/recorded_tables.h"
#include "tool/recordings/recording.h"

namespace noodles::tool {

class Player final : public transport_internal::ConnectionHandler {
 public:
  // `speed` 2: twice as fast as recorded; 0: as fast as each client receives.
  Player(const Recording& recording, const RecordedAssets& assets,
         double speed);
  ~Player() override;

  // ConnectionHandler
  std::optional<transport_internal::HttpResponse> OnUpgrade(
      transport_internal::Connection& connection,
      const HttpRequest& request) override;
  void OnOpen(
      std::shared_ptr<transport_internal::Connection> connection) override;
  void OnMessage(transport_internal::Connection& connection,
                 Bytes message) override;
  void OnDrained(transport_internal::Connection& connection) override;
  void OnClose(transport_internal::Connection& connection,
               const transport_internal::CloseReason& reason) override;

 private:
  using Clock = std::chrono::steady_clock;

  struct Listener {
    std::shared_ptr<transport_internal::Connection> connection;
    bool is_introduced = false;
    Clock::time_point start;
    size_t next_frame = 0;
  };

  void Run(const std::stop_token& stop);
  // Sends the frames that are due. Returns the time of the next call.
  Clock::time_point PlayTo(Listener& listener, Clock::time_point now);
  Clock::time_point DueTime(const Listener& listener) const;
  void Introduce(uint64_t connection);
  void Answer(transport_internal::Connection& connection,
              const MsgInvokeMethod& call);

  const Recording& recording_;
  const RecordedAssets& assets_;
  const RecordedTables tables_;
  const double speed_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  bool has_news_ = false;
  std::map<uint64_t, Listener> listeners_;
  std::jthread thread_;  // the last member, because the thread uses all others
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_RECORDINGS_PLAYER_H_
