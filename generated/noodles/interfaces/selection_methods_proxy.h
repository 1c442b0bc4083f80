// SelectionMethodsProxy: typed calls of SelectionMethods.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the Caller. Ownership: the Caller must outlive the
// proxy and its calls.
#ifndef NOODLES_INTERFACES_SELECTION_METHODS_PROXY_H_
#define NOODLES_INTERFACES_SELECTION_METHODS_PROXY_H_

#include <cstdint>
#include <functional>
#include <future>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/caller.h"
#include "noodles/interfaces/selection.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

// Calls the methods of SelectionMethods on one target. One form of each method
// calls `done` once, on a thread of the Caller; the other form returns a
// future. The status of a failed call is the exception that the server sent, or
// tells that the result has another type or that the connection has ended.
class SelectionMethodsProxy {
 public:
  // No target: the document.
  explicit SelectionMethodsProxy(
      Caller& caller, std::optional<InvokeIDType> target = std::nullopt);

  // All coordinates are in the space of the entity.
  void SelectRegion(const Vec3& min, const Vec3& max, SelectionMode selection,
                    std::function<void(absl::Status)> done) const;
  std::future<absl::Status> SelectRegion(const Vec3& min, const Vec3& max,
                                         SelectionMode selection) const;

  void SelectSphere(const Vec3& centre, float radius, SelectionMode selection,
                    std::function<void(absl::Status)> done) const;
  std::future<absl::Status> SelectSphere(const Vec3& centre, float radius,
                                         SelectionMode selection) const;

  void SelectHalfPlane(const Vec3& point, const Vec3& normal,
                       SelectionMode selection,
                       std::function<void(absl::Status)> done) const;
  std::future<absl::Status> SelectHalfPlane(const Vec3& point,
                                            const Vec3& normal,
                                            SelectionMode selection) const;

  void SelectHull(const std::vector<Vec3>& points,
                  const std::vector<int64_t>& indices, SelectionMode selection,
                  std::function<void(absl::Status)> done) const;
  std::future<absl::Status> SelectHull(const std::vector<Vec3>& points,
                                       const std::vector<int64_t>& indices,
                                       SelectionMode selection) const;

 private:
  Caller* caller_;
  std::optional<InvokeIDType> target_;
};

}  // namespace noodles

#endif  // NOODLES_INTERFACES_SELECTION_METHODS_PROXY_H_
