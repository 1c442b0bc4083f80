// The DevTools protocol over a socket: each message is JSON, ended by a NUL.
// https://chromedevtools.github.io/devtools-protocol/
//
// Thread-safety: one thread at a time. Ownership: does not own the socket,
// which must not block.
#ifndef NOODLES_TOOL_BROWSER_DEV_TOOLS_H_
#define NOODLES_TOOL_BROWSER_DEV_TOOLS_H_

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace noodles::tool {

class DevTools {
 public:
  using Clock = std::chrono::steady_clock;

  // Longer messages of the browser end the connection: a picture of the largest
  // size is about this long.
  static constexpr size_t kMaxMessageBytes = size_t{512} << 20;

  // `on_wait` is called several times a second while a call waits; an error
  // that it returns ends the call.
  DevTools(int descriptor, std::function<absl::Status()> on_wait);
  DevTools(const DevTools&) = delete;
  DevTools& operator=(const DevTools&) = delete;

  // Later calls go to this session of a page; "": to the browser.
  void set_session(std::string session) { session_ = std::move(session); }

  // Calls a method and returns its result. Errors: DeadlineExceeded at `end`;
  // Unavailable if the browser has ended; Internal if it refuses the call;
  // those of `on_wait`.
  absl::StatusOr<nlohmann::json> Call(const std::string& method,
                                      nlohmann::json parameters,
                                      Clock::time_point end);

  // Waits for an event, and drops all earlier ones. Errors: as those of Call.
  absl::Status AwaitEvent(const std::string& method, Clock::time_point end);

 private:
  absl::Status Send(std::string_view text, Clock::time_point end);
  // The next message.
  absl::StatusOr<nlohmann::json> Receive(Clock::time_point end);
  // Waits until the socket can be read, or written.
  absl::Status Await(short events, Clock::time_point end);

  const int descriptor_;
  const std::function<absl::Status()> on_wait_;
  std::string session_;
  int64_t last_call_ = 0;
  std::string received_;            // behind the last message
  size_t searched_ = 0;             // the bytes of `received_` that hold no NUL
  std::deque<std::string> events_;  // the methods of events, in their order
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_BROWSER_DEV_TOOLS_H_
