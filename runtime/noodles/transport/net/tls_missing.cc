// Replaces tls_context.cc and tls_client.cc where there is no OpenSSL.
#include "noodles/base/status.h"
#include "noodles/transport/net/tls_client.h"
#include "noodles/transport/net/tls_context.h"

namespace noodles::transport_internal {

absl::StatusOr<std::shared_ptr<TlsContext>> TlsContext::Create(
    const TlsOptions&) {
  return Unimplemented("this library was built without TLS (NOODLES_WITH_TLS)");
}

absl::StatusOr<std::unique_ptr<Stream>> WrapTlsClient(std::unique_ptr<Stream>,
                                                      const std::string&,
                                                      const TlsClientOptions&) {
  return Unimplemented("this library was built without TLS (NOODLES_WITH_TLS)");
}

}  // namespace noodles::transport_internal
