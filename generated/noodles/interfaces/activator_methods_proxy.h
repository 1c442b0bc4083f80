// ActivatorMethodsProxy: typed calls of ActivatorMethods.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the Caller. Ownership: the Caller must outlive the
// proxy and its calls.
#ifndef NOODLES_INTERFACES_ACTIVATOR_METHODS_PROXY_H_
#define NOODLES_INTERFACES_ACTIVATOR_METHODS_PROXY_H_

#include <cstdint>
#include <functional>
#include <future>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/caller.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

// Calls the methods of ActivatorMethods on one target. One form of each method
// calls `done` once, on a thread of the Caller; the other form returns a
// future. The status of a failed call is the exception that the server sent, or
// tells that the result has another type or that the connection has ended.
class ActivatorMethodsProxy {
 public:
  // No target: the document.
  explicit ActivatorMethodsProxy(
      Caller& caller, std::optional<InvokeIDType> target = std::nullopt);

  // The name of a choice or its index; absent is the first choice.
  void Activate(const std::optional<std::variant<std::string, int64_t>>& choice,
                std::function<void(absl::Status)> done) const;
  std::future<absl::Status> Activate(
      const std::optional<std::variant<std::string, int64_t>>& choice =
          std::nullopt) const;

  void GetActivationChoices(
      std::function<void(absl::StatusOr<std::vector<std::string>>)> done) const;
  std::future<absl::StatusOr<std::vector<std::string>>> GetActivationChoices()
      const;

 private:
  Caller* caller_;
  std::optional<InvokeIDType> target_;
};

}  // namespace noodles

#endif  // NOODLES_INTERFACES_ACTIVATOR_METHODS_PROXY_H_
