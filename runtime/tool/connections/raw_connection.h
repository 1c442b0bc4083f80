// A TCP or TLS connection that is read and written as bytes. For checks of what
// a Client does not expose, such as the heads of HTTP responses and control
// frames.
//
// Thread-safety: one thread, which is blocked while it waits. Ownership: the
// destructor closes the connection.
#ifndef NOODLES_TOOL_CONNECTIONS_RAW_CONNECTION_H_
#define NOODLES_TOOL_CONNECTIONS_RAW_CONNECTION_H_

#include <noodles/client/client_options.h>
#include <noodles/transport/http/url.h>
#include <noodles/transport/net/event_loop.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace noodles::tool {

class RawConnection {
 public:
  // `limit` is the time limit of Open, and of each later wait.
  explicit RawConnection(std::chrono::milliseconds limit);
  ~RawConnection();
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  // Uses TLS for https:// and wss://. Errors: those of EventLoop::OpenStream.
  absl::Status Open(const transport_internal::Url& url,
                    const ClientOptions& options);

  // Errors: Unavailable, DeadlineExceeded.
  absl::Status Write(std::string_view bytes);

  // Returns received bytes, at least one; "" if the peer has closed the
  // connection or the connection has failed. Errors: DeadlineExceeded.
  absl::StatusOr<std::string> Read();

  // Reads the head of an HTTP response and removes it from what Read returns.
  // Errors: DataLoss if the data is not HTTP or the head is too long;
  // DeadlineExceeded.
  absl::StatusOr<std::string> ReadHead();

 private:
  class Link;

  const std::chrono::milliseconds limit_;
  const std::shared_ptr<transport_internal::EventLoop> loop_;
  std::shared_ptr<Link> link_;  // nullptr: not open
  std::string rest_;            // received, but not returned yet
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CONNECTIONS_RAW_CONNECTION_H_
