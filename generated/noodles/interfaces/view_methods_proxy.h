// ViewMethodsProxy: calls of ViewMethods, typed.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the Caller. Ownership: the Caller must outlive the
// proxy and the calls.
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

// Calls the methods of ViewMethods on one target. Each has a form that calls
// `done` once, from a thread of the Caller's, and one that gives a future. A
// failure is a status: what the server answered, a result of another type, or
// the end of the connection.
class ViewMethodsProxy {
 public:
  // Without a target the document is meant.
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
