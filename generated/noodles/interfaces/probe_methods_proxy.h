// ProbeMethodsProxy: typed calls of ProbeMethods.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the Caller. Ownership: the Caller must outlive the
// proxy and its calls.
#ifndef NOODLES_INTERFACES_PROBE_METHODS_PROXY_H_
#define NOODLES_INTERFACES_PROBE_METHODS_PROXY_H_

#include <functional>
#include <future>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/caller.h"
#include "noodles/interfaces/probing.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

// Calls the methods of ProbeMethods on one target. One form of each method
// calls `done` once, on a thread of the Caller; the other form returns a
// future. The status of a failed call is the exception that the server sent, or
// tells that the result has another type or that the connection has ended.
class ProbeMethodsProxy {
 public:
  // No target: the document.
  explicit ProbeMethodsProxy(Caller& caller,
                             std::optional<InvokeIDType> target = std::nullopt);

  void At(const Vec3& position,
          std::function<void(absl::StatusOr<ProbeResult>)> done) const;
  std::future<absl::StatusOr<ProbeResult>> At(const Vec3& position) const;

 private:
  Caller* caller_;
  std::optional<InvokeIDType> target_;
};

}  // namespace noodles

#endif  // NOODLES_INTERFACES_PROBE_METHODS_PROXY_H_
