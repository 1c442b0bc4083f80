#include "noodles/codec.h"

#include "noodles/base/status.h"

namespace noodles {

absl::Status ToStatus(const cbor::DecodeError& error) {
  if (error.code == cbor::DecodeErrorCode::kLimitExceeded) {
    return ResourceExhausted(error.ToString());
  }
  return InvalidArgument(error.ToString());
}

}  // namespace noodles
