// The client's end of TLS connections.
//
// Thread-safety: pure functions. Ownership: a stream owns the one below it.
#ifndef NOODLES_TRANSPORT_NET_TLS_CLIENT_H_
#define NOODLES_TRANSPORT_NET_TLS_CLIENT_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "noodles/transport/net/stream.h"
#include "noodles/transport/tls_options.h"

namespace noodles::transport_internal {

// Speaks TLS 1.2 or newer over `below` with the server `host`, a name or a
// numeric address, which the server's certificate must hold. Errors:
// InvalidArgument if the trusted certificates cannot be read; Internal if
// OpenSSL has none of kClientCiphers; Unimplemented
// where the library was built without TLS.
absl::StatusOr<std::unique_ptr<Stream>> WrapTlsClient(
    std::unique_ptr<Stream> below, const std::string& host,
    const TlsClientOptions& options);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_TLS_CLIENT_H_
