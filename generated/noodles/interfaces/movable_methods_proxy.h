// MovableMethodsProxy: typed calls of MovableMethods.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the Caller. Ownership: the Caller must outlive the
// proxy and its calls.
#ifndef NOODLES_INTERFACES_MOVABLE_METHODS_PROXY_H_
#define NOODLES_INTERFACES_MOVABLE_METHODS_PROXY_H_

#include <functional>
#include <future>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/caller.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

// Calls the methods of MovableMethods on one target. One form of each method
// calls `done` once, on a thread of the Caller; the other form returns a
// future. The status of a failed call is the exception that the server sent, or
// tells that the result has another type or that the connection has ended.
class MovableMethodsProxy {
 public:
  // No target: the document.
  explicit MovableMethodsProxy(
      Caller& caller, std::optional<InvokeIDType> target = std::nullopt);

  // All in the coordinate system of the parent.
  void SetPosition(const Vec3& position,
                   std::function<void(absl::Status)> done) const;
  std::future<absl::Status> SetPosition(const Vec3& position) const;

  // A quaternion x, y, z, w.
  void SetRotation(const Vec4& rotation,
                   std::function<void(absl::Status)> done) const;
  std::future<absl::Status> SetRotation(const Vec4& rotation) const;

  void SetScale(const Vec3& scale,
                std::function<void(absl::Status)> done) const;
  std::future<absl::Status> SetScale(const Vec3& scale) const;

 private:
  Caller* caller_;
  std::optional<InvokeIDType> target_;
};

}  // namespace noodles

#endif  // NOODLES_INTERFACES_MOVABLE_METHODS_PROXY_H_
