// ActivatorMethodsProxy: calls of ActivatorMethods, typed.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the Caller. Ownership: the Caller must outlive the
// proxy and the calls.
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

// Calls the methods of ActivatorMethods on one target. Each has a form that
// calls `done` once, from a thread of the Caller's, and one that gives a
// future. A failure is a status: what the server answered, a result of another
// type, or the end of the connection.
class ActivatorMethodsProxy {
 public:
  // Without a target the document is meant.
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
