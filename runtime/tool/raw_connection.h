// A connection to a server that is read and written byte by byte: for what a
// client hides, such as heads of HTTP answers and control frames.
//
// Thread-safety: one thread, which is blocked while it waits. Ownership: the
// connection ends with its object.
#ifndef NOODLES_TOOL_RAW_CONNECTION_H_
#define NOODLES_TOOL_RAW_CONNECTION_H_

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
  // `limit` holds for opening, and for each later wait.
  explicit RawConnection(std::chrono::milliseconds limit);
  ~RawConnection();
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  // With TLS for https:// and wss://. Errors: those of EventLoop::OpenStream.
  absl::Status Open(const noodles::transport_internal::Url& url,
                    const noodles::ClientOptions& options);

  // Errors: Unavailable, DeadlineExceeded.
  absl::Status Write(std::string_view bytes);

  // What has come since, at least a byte. "" once the peer has ended the
  // connection, well or not. Error: DeadlineExceeded.
  absl::StatusOr<std::string> Read();

  // Reads up to the end of the head of an HTTP answer, which is taken away from
  // what Read returns. Errors: DataLoss for what is no HTTP, or has no end;
  // DeadlineExceeded.
  absl::StatusOr<std::string> ReadHead();

 private:
  class Link;

  const std::chrono::milliseconds limit_;
  const std::shared_ptr<noodles::transport_internal::EventLoop> loop_;
  std::shared_ptr<Link> link_;  // null: not open
  std::string rest_;            // read, but not yet returned
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_RAW_CONNECTION_H_
