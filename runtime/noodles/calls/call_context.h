// CallContext: the client that calls a method, and the target of the call.
//
// Thread-safety: belongs to the thread that runs the method. Ownership: refers
// to the server and its document, which outlive the call.
#ifndef NOODLES_CALLS_CALL_CONTEXT_H_
#define NOODLES_CALLS_CALL_CONTEXT_H_

#include <optional>
#include <stop_token>
#include <string>
#include <variant>

#include "noodles/calls/client_number.h"
#include "noodles/protocol/common_types.h"
#include "noodles/protocol/ids.h"

namespace noodles {

class Document;
class SignalEmitter;

struct CallContext {
  // The server, which sends signals.
  SignalEmitter& emitter;
  Document& document;
  MethodID method;
  // The target of the call; nothing: the document.
  std::optional<InvokeIDType> target;
  ClientNumber client = 0;
  // The name in the client's MsgIntroduction.
  std::string client_name;
  // Asked to stop when the server stops. A method that takes long asks
  // stop.stop_requested() now and then, or waits with a std::stop_callback, and
  // returns early: Server::Stop waits for the method, but not beyond
  // ServerOptions::stop_limit.
  std::stop_token stop = {};

  // The target; nothing if the target is of another kind.
  std::optional<EntityID> entity() const { return TargetAs<EntityID>(); }
  std::optional<TableID> table() const { return TargetAs<TableID>(); }
  std::optional<PlotID> plot() const { return TargetAs<PlotID>(); }

 private:
  template <class Identifier>
  std::optional<Identifier> TargetAs() const {
    if (!target) return std::nullopt;
    const auto* id = std::get_if<Identifier>(&target->target);
    return id == nullptr ? std::nullopt : std::optional<Identifier>(*id);
  }
};

}  // namespace noodles

#endif  // NOODLES_CALLS_CALL_CONTEXT_H_
