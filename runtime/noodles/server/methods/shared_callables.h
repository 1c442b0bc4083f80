// The method and signal components that targets share: one component for each
// name and description.
//
// Thread-safety: every function may be called from any thread; FindOrMakeMethod
// and FindOrMakeSignal only inside a transaction of the document.
#ifndef NOODLES_SERVER_METHODS_SHARED_CALLABLES_H_
#define NOODLES_SERVER_METHODS_SHARED_CALLABLES_H_

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/protocol/methods.h"
#include "noodles/protocol/signals.h"
#include "noodles/state/document.h"

namespace noodles::server_internal {

class SharedCallables {
 public:
  SharedCallables() = default;
  SharedCallables(const SharedCallables&) = delete;
  SharedCallables& operator=(const SharedCallables&) = delete;

  // The component with this description, created if there is none. Errors:
  // those of Document::Create.
  absl::StatusOr<MethodID> FindOrMakeMethod(Document& document,
                                            const Method& description);
  absl::StatusOr<SignalID> FindOrMakeSignal(Document& document,
                                            const Signal& description);

  // Lets targets share a component that the document has.
  void Know(MethodID id, const std::string& name);
  void Know(SignalID id, const std::string& name);

  // The shared signals of this name.
  std::vector<SignalID> SignalsNamed(std::string_view name) const;

 private:
  template <class Component>
  using ByName =
      std::multimap<std::string, Document::IdOf<Component>, std::less<>>;
  template <class Component>
  absl::StatusOr<Document::IdOf<Component>> FindOrMake(
      Document& document, const Component& description,
      ByName<Component>& known);

  mutable std::mutex mutex_;
  ByName<Method> methods_;
  ByName<Signal> signals_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_METHODS_SHARED_CALLABLES_H_
