// SignalEmitter: the interface of a server that generated emitters use to send
// signals.
//
// Thread-safety: that of the implementation.
#ifndef NOODLES_CALLS_SIGNAL_EMITTER_H_
#define NOODLES_CALLS_SIGNAL_EMITTER_H_

#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "noodles/calls/client_number.h"
#include "noodles/cbor/any.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

// The clients that receive a signal; nothing: all clients.
using SignalAudience = std::optional<std::vector<ClientNumber>>;

class SignalEmitter {
 public:
  virtual ~SignalEmitter() = default;

  // Sends the signal of this name on `target` (nothing: the document). Errors:
  // NotFound if `target` has no signal of this name.
  virtual absl::Status EmitByName(std::string_view signal,
                                  const std::optional<InvokeIDType>& target,
                                  std::vector<Any> arguments,
                                  const SignalAudience& audience) = 0;
};

}  // namespace noodles

#endif  // NOODLES_CALLS_SIGNAL_EMITTER_H_
