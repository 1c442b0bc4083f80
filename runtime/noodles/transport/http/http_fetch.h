// Fetches one file over HTTP.
//
// Thread-safety: Start and Cancel from any thread; the functions passed in are
// called on the loop. Ownership: the loop keeps a fetch until it is done.
#ifndef NOODLES_TRANSPORT_HTTP_HTTP_FETCH_H_
#define NOODLES_TRANSPORT_HTTP_HTTP_FETCH_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/transport/http/http.h"
#include "noodles/transport/http/url.h"
#include "noodles/transport/net/event_loop.h"

namespace noodles::transport_internal {

struct FetchOptions {
  // Sent with the request. A redirect to another server is refused if there are
  // any.
  HttpFields fields{};

  // Sent as "Authorization: Bearer TOKEN" when the server answers 401, and then
  // with every request to the same scheme, host and port; never to another
  // server. Empty: not sent.
  std::string token{};

  TlsClientOptions tls{};

  // Bytes of one file. Stops a server from making the client hold any amount of
  // memory.
  size_t max_bytes = size_t{1} << 30;

  // Bytes of the answer's header. Stops endless headers.
  size_t max_header_bytes = size_t{64} << 10;

  // From the look-up of the name to the open TCP connection.
  std::chrono::milliseconds connect_timeout{10'000};

  // How long the server may send nothing. Stops a silent server from keeping
  // its clients waiting for ever.
  std::chrono::milliseconds stall_timeout{30'000};

  // Redirects that are followed. Stops servers that redirect in circles.
  int max_redirects = 5;

  // Whether a redirect from https to http is followed, which gives up the
  // protection of TLS.
  bool follows_to_http = false;
};

class HttpFetch {
 public:
  // The bytes of the body so far, and Content-Length where the server sends it.
  using Progress = std::function<void(uint64_t, std::optional<uint64_t>)>;
  // Errors: those of EventLoop::OpenStream; NotFound for 404 and 410,
  // Unauthenticated for 401, PermissionDenied for 403, Unavailable for all
  // other statuses but 200; PermissionDenied for a redirect that is refused;
  // DataLoss for an answer that ends too soon or breaks
  // the rules of HTTP; ResourceExhausted beyond a limit; Cancelled.
  using Done = std::function<void(absl::StatusOr<Bytes>)>;

  // `progress` may be empty. Errors as of Done go to `done`, exactly once.
  static std::shared_ptr<HttpFetch> Start(
      const std::shared_ptr<EventLoop>& loop, Url url, FetchOptions options,
      Progress progress, Done done);

  virtual ~HttpFetch() = default;
  HttpFetch(const HttpFetch&) = delete;
  HttpFetch& operator=(const HttpFetch&) = delete;

  virtual void Cancel() = 0;

 protected:
  HttpFetch() = default;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_HTTP_FETCH_H_
