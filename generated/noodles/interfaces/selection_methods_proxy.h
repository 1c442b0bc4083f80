// SelectionMethodsProxy: calls of SelectionMethods, typed.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the Caller. Ownership: the Caller must outlive the
// proxy and the calls.
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

// Calls the methods of SelectionMethods on one target. Each has a form that
// calls `done` once, from a thread of the Caller's, and one that gives a
// future. A failure is a status: what the server answered, a result of another
// type, or the end of the connection.
class SelectionMethodsProxy {
 public:
  // Without a target the document is meant.
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
