// Interfaces: sets of methods and signals that components, or the document,
// offer together.
//
// Thread-safety: every function may be called from any thread.
// Ownership: refers to the document and to the functions of the methods, which
// outlive the interfaces.
#ifndef NOODLES_SERVER_METHODS_INTERFACES_H_
#define NOODLES_SERVER_METHODS_INTERFACES_H_

#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
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
  // The same, but adopts one that the document has from an earlier run.
  absl::StatusOr<MethodID> AddToDocument(MethodDefinition definition);
  absl::StatusOr<SignalID> AddToDocument(Signal signal);
  absl::Status Offer(const CallTarget& target,
                     std::vector<MethodDefinition> methods,
                     const std::vector<Signal>& signals);
  absl::StatusOr<InvokeIDType> CreateOffering(
      OfferingComponent component, std::vector<MethodDefinition> methods,
      std::vector<Signal> signals);

  // From now on, the methods and signals that the document has may be adopted
  // (Server::Resume).
  void AdoptAll();

  // The signal of this name that `target` offers. Errors: NotFound for a target
  // that does not exist, or that has no such signal.
  absl::StatusOr<SignalID> FindSignal(std::string_view name,
                                      const CallTarget& target) const;

 private:
  using Functions = std::vector<std::pair<MethodID, MethodFunction>>;
  struct Offered;

  // Adds the methods and signals to `offered`, the lists of `target`, which is
  // called `name` in errors, and creates those components that the document has
  // not. Returns the functions of the methods. Errors: AlreadyExists for a
  // method that the lists have already; InvalidArgument for wrong names; those
  // of Document::Create.
  absl::StatusOr<Functions> Extend(const std::string& name,
                                   const CallTarget& target,
                                   std::vector<MethodDefinition> methods,
                                   const std::vector<Signal>& signals,
                                   Offered& offered);
  // The method among `ids` that has this name and may be adopted on `target`;
  // nothing where there is none. One with another description is taken from
  // `ids`, and its component goes where nothing else lists it.
  std::optional<MethodID> Adopt(const Method& description,
                                const CallTarget& target,
                                std::vector<MethodID>& ids);
  std::optional<MethodID> AdoptUnattached(const Method& description);
  bool MayBeAdopted(MethodID id, const CallTarget& target) const;

  Document& document_;
  MethodRegistry& functions_;
  SharedCallables shared_callables_;
  mutable std::mutex mutex_;
  // Of an earlier run.
  std::set<MethodID> earlier_methods_;
  std::set<SignalID> earlier_signals_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_METHODS_INTERFACES_H_
