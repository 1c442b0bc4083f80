// ViewMethodsProxy: typed calls of ViewMethods.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the Caller. Ownership: the Caller must outlive the
// proxy and its calls.
#ifndef NOODLES_INTERFACES_VIEW_METHODS_PROXY_H_
#define NOODLES_INTERFACES_VIEW_METHODS_PROXY_H_

#include <functional>
#include <future>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/caller.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

// Calls the methods of ViewMethods on one target. One form of each method calls
// `done` once, on a thread of the Caller; the other form returns a future. The
// status of a failed call is the exception that the server sent, or tells that
// the result has another type or that the connection has ended.
class ViewMethodsProxy {
 public:
  // No target: the document.
  explicit ViewMethodsProxy(Caller& caller,
                            std::optional<InvokeIDType> target = std::nullopt);

  // Where the user looks; about once a second at most. The angle is in radians.
  void ClientView(const Vec3& direction, float angle,
                  std::function<void(absl::Status)> done) const;
  std::future<absl::Status> ClientView(const Vec3& direction,
                                       float angle) const;

 private:
  Caller* caller_;
  std::optional<InvokeIDType> target_;
};

}  // namespace noodles

#endif  // NOODLES_INTERFACES_VIEW_METHODS_PROXY_H_
