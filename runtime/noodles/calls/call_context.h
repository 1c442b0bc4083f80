// Who calls a method, and on what.
//
// Thread-safety: a call belongs to the thread that runs the method.
// Ownership: refers to the server and its document, which outlive the call.
#ifndef NOODLES_CALLS_CALL_CONTEXT_H_
#define NOODLES_CALLS_CALL_CONTEXT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "noodles/protocol/common_types.h"
#include "noodles/protocol/ids.h"

namespace noodles {

class Document;
class Server;

// Names a client of a server for as long as it is connected; never used twice.
using ClientNumber = uint64_t;

struct CallContext {
  Server& server;
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
