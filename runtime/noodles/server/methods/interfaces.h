// Interfaces: sets of methods and signals that components, or the document,
// offer together.
//
// Thread-safety: every function may be called from any thread.
// Ownership: refers to the document and to the functions of the methods, which
// outlive the interfaces.
#ifndef NOODLES_SERVER_METHODS_INTERFACES_H_
#define NOODLES_SERVER_METHODS_INTERFACES_H_

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/calls/method.h"
#include "noodles/server/methods/method_registry.h"
#include "noodles/server/methods/shared_callables.h"
#include "noodles/server/server.h"
#include "noodles/state/document.h"

namespace noodles::server_internal {

class Interfaces {
 public:
  Interfaces(Document& document, MethodRegistry& functions)
      : document_(document), functions_(functions) {}
  Interfaces(const Interfaces&) = delete;
  Interfaces& operator=(const Interfaces&) = delete;

  // As the functions of Server with these names.
  absl::StatusOr<MethodID> DefineMethod(Method method, MethodFunction function);
  absl::Status AttachToDocument(MethodID id);
  absl::Status AttachToDocument(SignalID id);
  // Creates a method or a signal and attaches it to the document. Errors: those
  // of DefineMethod and AttachToDocument.
  absl::StatusOr<MethodID> AddToDocument(MethodDefinition definition);
  absl::StatusOr<SignalID> AddToDocument(Signal signal);
  absl::Status Offer(const CallTarget& target,
                     std::vector<MethodDefinition> methods,
                     const std::vector<Signal>& signals);
  absl::StatusOr<InvokeIDType> CreateOffering(
      OfferingComponent component, std::vector<MethodDefinition> methods,
      std::vector<Signal> signals);

  // The signal of this name that `target` offers. Errors: NotFound for a target
  // that does not exist, or that has no such signal.
  absl::StatusOr<SignalID> FindSignal(std::string_view name,
                                      const CallTarget& target) const;

 private:
  Document& document_;
  MethodRegistry& functions_;
  SharedCallables shared_callables_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_METHODS_INTERFACES_H_
