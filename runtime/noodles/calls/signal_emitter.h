// Whoever can send the signals of a document: a server, or a stand-in for one.
// Generated emitters speak through it.
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

// Who gets a signal: everybody, or the clients of a list.
using SignalAudience = std::optional<std::vector<ClientNumber>>;

class SignalEmitter {
 public:
  virtual ~SignalEmitter() = default;

  // Sends the signal of this name, on `target` (nothing: the document). Errors:
  // NotFound where `target` has no signal of this name.
  virtual absl::Status EmitByName(std::string_view signal,
                                  const std::optional<InvokeIDType>& target,
                                  std::vector<Any> arguments,
                                  const SignalAudience& audience) = 0;
};

}  // namespace noodles

#endif  // NOODLES_CALLS_SIGNAL_EMITTER_H_
