// OptionMethodsProxy: typed calls of OptionMethods.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the Caller. Ownership: the Caller must outlive the
// proxy and its calls.
#ifndef NOODLES_INTERFACES_OPTION_METHODS_PROXY_H_
#define NOODLES_INTERFACES_OPTION_METHODS_PROXY_H_

#include <functional>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/caller.h"
#include "noodles/cbor/any.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

// Calls the methods of OptionMethods on one target. One form of each method
// calls `done` once, on a thread of the Caller; the other form returns a
// future. The status of a failed call is the exception that the server sent, or
// tells that the result has another type or that the connection has ended.
class OptionMethodsProxy {
 public:
  // No target: the document.
  explicit OptionMethodsProxy(
      Caller& caller, std::optional<InvokeIDType> target = std::nullopt);

  void GetVarKeys(
      std::function<void(absl::StatusOr<std::vector<std::string>>)> done) const;
  std::future<absl::StatusOr<std::vector<std::string>>> GetVarKeys() const;

  // Where the key is absent, the default key is meant.
  void GetVarOptions(
      const std::optional<std::string>& key,
      std::function<void(absl::StatusOr<std::vector<cbor::Any>>)> done) const;
  std::future<absl::StatusOr<std::vector<cbor::Any>>> GetVarOptions(
      const std::optional<std::string>& key = std::nullopt) const;

  // Where the key is absent, the default key is meant.
  void GetVarValue(const std::optional<std::string>& key,
                   std::function<void(absl::StatusOr<cbor::Any>)> done) const;
  std::future<absl::StatusOr<cbor::Any>> GetVarValue(
      const std::optional<std::string>& key = std::nullopt) const;

  // Where the key is absent, the default key is meant.
  void SetVarValue(const cbor::Any& value,
                   const std::optional<std::string>& key,
                   std::function<void(absl::StatusOr<bool>)> done) const;
  std::future<absl::StatusOr<bool>> SetVarValue(
      const cbor::Any& value,
      const std::optional<std::string>& key = std::nullopt) const;

 private:
  Caller* caller_;
  std::optional<InvokeIDType> target_;
};

}  // namespace noodles

#endif  // NOODLES_INTERFACES_OPTION_METHODS_PROXY_H_
