// Caller: the interface of a client that generated proxies use to call methods.
//
// Thread-safety: that of the implementation.
#ifndef NOODLES_CALLS_CALLER_H_
#define NOODLES_CALLS_CALLER_H_

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/cbor/any.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

class Caller {
 public:
  using Done = std::function<void(absl::StatusOr<Any> result)>;

  virtual ~Caller() = default;

  // Calls the method of this name on `target` (nothing: the document). Calls
  // `done` exactly once, with the result, which is null if the method has none,
  // or with the failure.
  virtual void Call(std::string_view method,
                    const std::optional<InvokeIDType>& target,
                    std::vector<Any> arguments, Done done) = 0;
};

}  // namespace noodles

#endif  // NOODLES_CALLS_CALLER_H_
