// The certificate and key of a listener, and the streams that use them.
//
// Thread-safety: every function may be called from any thread. Ownership:
// shared; a stream keeps the certificate of its beginning.
#ifndef NOODLES_TRANSPORT_NET_TLS_CONTEXT_H_
#define NOODLES_TRANSPORT_NET_TLS_CONTEXT_H_

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/transport/net/stream.h"
#include "noodles/transport/tls_options.h"

namespace noodles::transport_internal {

class TlsContext {
 public:
  // Errors: InvalidArgument for a certificate or key that is missing, cannot be
  // read or does not fit the other; Unimplemented where the library was built
  // without TLS.
  static absl::StatusOr<std::shared_ptr<TlsContext>> Create(
      const TlsOptions& options);

  virtual ~TlsContext() = default;
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  // Reads the files again, for new connections. After an error the former
  // certificate and key stay in use.
  virtual absl::Status Reload() = 0;

  // The server's end of a TLS connection over `below`.
  virtual std::unique_ptr<Stream> Wrap(std::unique_ptr<Stream> below) = 0;

 protected:
  TlsContext() = default;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_TLS_CONTEXT_H_
