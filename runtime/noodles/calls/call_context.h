// Who calls a method, and on what.
//
// Thread-safety: a call belongs to the thread that runs the method.
// Ownership: refers to the server and its document, which outlive the call.
#ifndef NOODLES_CALLS_CALL_CONTEXT_H_
#define NOODLES_CALLS_CALL_CONTEXT_H_

#include <optional>
#include <string>
#include <variant>

#include "noodles/calls/client_number.h"
#include "noodles/protocol/common_types.h"
#include "noodles/protocol/ids.h"

namespace noodles {

class Document;
class SignalEmitter;

struct CallContext {
  // Sends signals: the server.
  SignalEmitter& emitter;
  Document& document;
  MethodID method;
  // What the method was called on; nothing: the document.
  std::optional<InvokeIDType> target;
  ClientNumber client = 0;
  // As the client introduced itself.
  std::string client_name;

  // The target, where it is of this kind.
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
